using Partition.Tool.Files;
using Partition.Tool.Terminal;
using Partition.Tool.Tests.Support;

namespace Partition.Tool.Tests.Files;

public sealed class OutputFileTests : IDisposable
{
    private static readonly ToolConsole Nowhere = new()
    {
        Output = TextWriter.Null,
        Error = TextWriter.Null,
        OpenOutput = static () => Stream.Null,
    };

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void AFailureInTheMiddleLeavesTheOldFileAlone()
    {
        _work.Write("out", "old");

        OutputFile.Write(_work.PathOf("out"), Nowhere, WriteHalf);
        Assert.Throws<IOException>(
            () => OutputFile.Write(_work.PathOf("out"), Nowhere, static _ => throw new IOException("The disk is full.")));

        Assert.Equal("old"u8.ToArray(), _work.Read("out"));
        Assert.Equal(["out"], _work.List());
    }

    [Fact]
    public void AFailureInTheMiddleLeavesNoNewFile()
    {
        OutputFile.Write(_work.PathOf("out"), Nowhere, WriteHalf);

        Assert.Empty(_work.List());
    }

    [Fact]
    public void ReplacesTheTargetOfALinkAndNotTheLink()
    {
        _work.Write("target", "old");
        File.CreateSymbolicLink(_work.PathOf("link"), "target");

        OutputFile.Write(_work.PathOf("link"), Nowhere, WriteNew);

        Assert.Equal("target", new FileInfo(_work.PathOf("link")).LinkTarget);
        Assert.Equal("new"u8.ToArray(), _work.Read("target"));
    }

    [Fact]
    public void ADeviceIsWrittenToAndNotReplaced()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        OutputFile.Write("/dev/null", Nowhere, WriteNew);

        Assert.Empty(File.ReadAllBytes("/dev/null"));
    }

    private static bool WriteHalf(Stream output)
    {
        output.Write("half"u8);
        return false;
    }

    private static bool WriteNew(Stream output)
    {
        output.Write("new"u8);
        return true;
    }
}
