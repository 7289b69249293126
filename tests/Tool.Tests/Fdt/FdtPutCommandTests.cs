using Partition.Tool.Tests.Support;
using NativeTool = Partition.Tests.Tool;

namespace Partition.Tool.Tests.Fdt;

public sealed class FdtPutCommandTests : IDisposable
{
    private const string Board = "/dts-v1/; / { a = <1>; s = \"x\"; n { k; }; m { }; };";
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    public static TheoryData<string, int> CommandLines() => new()
    {
        { "-t x FILE /n new 1 2 0x10 ff", 0 },
        { "FILE / new 12 34", 0 },
        { "-t s FILE / s abc defg", 0 },
        { "-t bx FILE / a 1 2 ff 4", 0 },
        { "-t i FILE / a -- -5", 0 },
        { "-t x FILE / empty", 0 },
        { "-c FILE /n/z /new", 0 },
        { "-cp FILE /x/y/z", 0 },
        { "-p -t i FILE /x/y prop 5", 0 },
        { "-r FILE /n", 0 },
        { "-d FILE / a s", 0 },
        { "-cp FILE /n /n/z n/y", 0 },
        { "-t s FILE /n name old", 0 },
        { "-t r FILE / a 1", 1 },
        { "-c FILE /n", 1 },
        { "-c FILE /x/y", 1 },
        { "-r FILE /none", 1 },
        { "-d FILE / none", 1 },
        { "-t x FILE /none k 1", 1 },
    };

    [Theory]
    [MemberData(nameof(CommandLines))]
    public void AFaultLeavesTheBlobAsItWas(string commandLine, int exitCode)
    {
        string blob = WriteBoard();
        byte[] before = _work.Read("board.dtb");

        Outcome outcome = Workspace.Run(["fdtput", .. Words(commandLine, blob)]);

        Assert.Equal((exitCode, exitCode != 0), (outcome.ExitCode, outcome.Error.Length > 0));
        Assert.Equal(exitCode != 0, before.AsSpan().SequenceEqual(_work.Read("board.dtb")));
    }

    [ToolFact("fdtput")]
    public void TheBlobIsThatOfFdtput()
    {
        foreach ((string commandLine, int exitCode) in CommandLines().Select(static row => ((string)row[0], (int)row[1])))
        {
            string blob = WriteBoard();
            Workspace.Run(["fdtput", .. Words(commandLine, blob)]);
            byte[] ours = _work.Read("board.dtb");
            WriteBoard();
            ToolResult native = NativeTool.Run("fdtput", _work.Folder, Words(commandLine, blob));

            Assert.Equal((commandLine, exitCode), (commandLine, native.ExitCode));
            Assert.Equal((commandLine, Convert.ToHexStringLower(_work.Read("board.dtb"))), (commandLine, Convert.ToHexStringLower(ours)));
        }
    }

    [Theory]
    [InlineData("-t bx FILE / a 100")]
    [InlineData("FILE / a abc")]
    [InlineData("-t q FILE / a 1")]
    public void RejectsInvalidValues(string commandLine)
    {
        string blob = WriteBoard();

        Outcome outcome = Workspace.Run(["fdtput", .. commandLine.Replace("FILE", blob, StringComparison.Ordinal).Split(' ')]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.NotEqual("", outcome.Error);
    }

    [Fact]
    public void NumbersOfTwoBytesAreBigEndianToo()
    {
        string blob = WriteBoard();

        Assert.Equal(0, Workspace.Run("fdtput", "-t", "hx", blob, "/", "a", "1", "ffff").ExitCode);
        Assert.Equal("0 1 ff ff\n", Workspace.Run("fdtget", "-t", "bx", blob, "/", "a").Output);
    }

    private string WriteBoard() =>
        _work.Write("board.dtb", Workspace.RunWithInput(System.Text.Encoding.ASCII.GetBytes(Board), "dtc").Bytes);

    private static string[] Words(string commandLine, string blob) =>
        commandLine.Replace("FILE", blob, StringComparison.Ordinal).Split(' ');

    [Fact]
    public void ABlobThatDtcWouldRefuseIsReadAndChanged()
    {
        string blob = WriteBoard();

        Workspace.Run("fdtput", "-t", "s", blob, "/n", "name", "other").Succeeded();
        Workspace.Run("fdtput", blob, "/", "a", "2").Succeeded();

        Assert.Equal("other\n", Workspace.Run("fdtget", blob, "/n", "name").Succeeded().Output);
        Workspace.Run("fdtput", "-d", blob, "/n", "name").Succeeded();
        Assert.Equal("2\n", Workspace.Run("fdtget", blob, "/", "a").Succeeded().Output);
    }

    /// <summary>The answers are those of fdtput 1.8.1; 1.6.1 reads other numbers.</summary>
    [Theory]
    [InlineData("-t i FILE / a 010 0x10 -- -010", "8 10 fffffff8")]
    [InlineData("-t u FILE / a 010 0x10", "8 10")]
    [InlineData("-t x FILE / a -- -5 0xff +a", "fffffffb ff a")]
    [InlineData("FILE / a 010", "a")]
    [InlineData("FILE / a 0x10", null)]
    [InlineData("-t u FILE / a 08", null)]
    public void NumbersAreThoseOfStrtol(string commandLine, string? expected)
    {
        string blob = WriteBoard();

        Assert.Equal(expected is null ? 1 : 0, Workspace.Run(["fdtput", .. Words(commandLine, blob)]).ExitCode);
        Assert.Equal((expected ?? "1") + "\n", Workspace.Run("fdtget", "-t", "x", blob, "/", "a").Output);
    }

    [Fact]
    public void MakingAPathThatExistsChangesNothing()
    {
        string blob = WriteBoard();
        byte[] before = _work.Read("board.dtb");

        Workspace.Run("fdtput", "-cp", blob, "/n").Succeeded();

        Assert.Equal(before, _work.Read("board.dtb"));
    }
}
