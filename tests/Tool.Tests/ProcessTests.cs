using Partition.Tool.Tests.Support;

namespace Partition.Tool.Tests;

/// <summary>The program as a shell runs it.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void ABlobAtTheStandardOutputIsTheOneInAFile()
    {
        string board = Workspace.Sample("vexpress-v2p-ca9.dts");

        Outcome toFile = _work.Start("dts", board, "-o", "board.dtb");
        Outcome toOutput = _work.Start("dts", board, "-o", "-");

        Assert.Equal((0, "", ""), (toFile.ExitCode, toFile.Output, toFile.Error));
        Assert.Equal((0, ""), (toOutput.ExitCode, toOutput.Error));
        Assert.Equal(_work.Read("board.dtb"), toOutput.Bytes);
    }

    [Fact]
    public void RelativePathsAreShownAsTheyWereGivenAndWithoutColors()
    {
        _work.Write("board.dts", "/dts-v1/; / { a = <&none>; };");

        Outcome outcome = _work.Start("dts", "board.dts");

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.StartsWith("board.dts(1,20,1,25): error HV1021: ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', outcome.Error);
        Assert.Equal(["board.dts"], _work.List());
    }

    [Fact]
    public void TheHelpCallsTheProgramByItsName()
    {
        Outcome help = _work.Start("dts", "--help");

        Assert.Equal(0, help.ExitCode);
        Assert.Contains("partition dts <SOURCE> [options]", help.Output, StringComparison.Ordinal);
        Assert.Equal(2, _work.Start("dts").ExitCode);
    }
}
