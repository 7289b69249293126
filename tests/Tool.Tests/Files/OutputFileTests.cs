using Partition.Building.Files;
using Partition.Tool.Files;
using Partition.Tool.Terminal;
using Partition.Tool.Tests.Support;
using NativeTool = Partition.Tests.Tool;

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

    [ToolFact("mkfifo")]
    public async Task APipeIsWrittenToAndNotReplaced()
    {
        NativeTool.Run("mkfifo", _work.Folder, "pipe").Succeeded();
        Task<byte[]> read = Task.Run(() => File.ReadAllBytes(_work.PathOf("pipe"))); // Opening waits for the other end.

        OutputFile.Write(_work.PathOf("pipe"), Nowhere, WriteNew);

        Assert.Equal("new"u8.ToArray(), await read);
        Assert.Equal("a named pipe", LinuxFile.SpecialKindOf(_work.PathOf("pipe")));
    }

    [Fact]
    public void AFileInMemoryIsReplacedAsAWhole()
    {
        if (!Directory.Exists("/dev/shm"))
        {
            return;
        }

        string path = $"/dev/shm/partition-{Guid.NewGuid():N}";
        try
        {
            File.WriteAllText(path, "an old and longer text");
            OutputFile.Write(path, Nowhere, WriteNew);
            Assert.Equal("new"u8.ToArray(), File.ReadAllBytes(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [ToolFact("sh")]
    public void AFileThatTheShellHasOpenIsNotReplaced()
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "partition.dll");
        _work.Write("a.dts", "/dts-v1/; / { };");
        NativeTool.Run("sh", _work.Folder, "-c", $"dotnet '{tool}' dtc -q -O dts -o /dev/stdout a.dts > out; echo end >> out").Succeeded();
        string text = File.ReadAllText(_work.PathOf("out"));
        Assert.StartsWith("/dts-v1/;", text, StringComparison.Ordinal);
        Assert.EndsWith("end\n", text, StringComparison.Ordinal);
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
