using System.IO.Compression;
using Partition.Tool.Tests.Support;
using NativeTool = Partition.Tests.Tool;

namespace Partition.Tool.Tests.Images;

public sealed class CpioCommandTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [ToolFact("cpio")]
    public void CpioUnpacksWhatALayersOfSourcesGive()
    {
        MakeSources();
        _work.Start("cpio", "-U", "-d", "in", "-D", "list", "-t", "1000", "root.cpio").Succeeded();
        Directory.CreateDirectory(_work.PathOf("out"));
        NativeTool.Run("cpio", _work.PathOf("out"), _work.Read("root.cpio"), "-idm", "--quiet").Succeeded();

        Assert.Equal("from the list", File.ReadAllText(_work.PathOf("out/init")));
        Assert.Equal("hello\n", File.ReadAllText(_work.PathOf("out/bin/tool")));
        Assert.Equal("/bin/tool", new FileInfo(_work.PathOf("out/sbin/tool")).LinkTarget);
        Assert.Equal(1000, new DateTimeOffset(File.GetLastWriteTimeUtc(_work.PathOf("out/init"))).ToUnixTimeSeconds());
    }

    [Fact]
    public void TheSameSourcesGiveTheSameBytes()
    {
        MakeSources();
        string[] arguments = ["cpio", "-U", "-d", "in", "-D", "list", "-t", "1000", "-c"];
        _work.Start([.. arguments, "one.cpio"]).Succeeded();
        File.SetLastWriteTimeUtc(_work.PathOf("in/bin/tool"), DateTime.UtcNow.AddDays(-1));
        _work.Start([.. arguments, "two.cpio"]).Succeeded();
        Assert.Equal(_work.Read("one.cpio"), _work.Read("two.cpio"));
    }

    [Fact]
    public void AnArchiveIsCompressedAndReadAgain()
    {
        MakeSources();
        _work.Start("cpio", "-U", "-d", "in", "-t", "1000", "-z", "root.cpio.gz").Succeeded();
        _work.Start("cpio", "-a", "root.cpio.gz", "-t", "1000", "again.cpio").Succeeded();
        using var plain = new GZipStream(File.OpenRead(_work.PathOf("root.cpio.gz")), CompressionMode.Decompress);
        var bytes = new MemoryStream();
        plain.CopyTo(bytes);
        Assert.Equal(bytes.ToArray(), _work.Read("again.cpio"));
    }

    [Fact]
    public void AnotherArchiveCanComeFirstAsItIs()
    {
        MakeSources();
        byte[] first = [1, 2, 3, 4, 5];
        _work.Write("early", first);
        _work.Start("cpio", "-p", "early", "-d", "in", "-t", "0", "both.cpio").Succeeded();
        byte[] both = _work.Read("both.cpio");
        Assert.Equal([1, 2, 3, 4, 5, 0, 0, 0], both[..8]);
        Assert.Equal("070701"u8.ToArray(), both[8..14]);
    }

    [Fact]
    public void AFaultLeavesTheOldArchive()
    {
        MakeSources();
        _work.Write("list", "file /init nowhere 0755 0 0\n");
        _work.Write("root.cpio", "old");
        Outcome outcome = _work.Start("cpio", "-D", "list", "root.cpio");
        Assert.Equal(
            (1, "list(1): error HV4103: There is no file 'nowhere'. "
                + "Locations start from the folder of the list, if they are not absolute.\n"),
            (outcome.ExitCode, outcome.Error));
        Assert.Equal("old", File.ReadAllText(_work.PathOf("root.cpio")));
    }

    private void MakeSources()
    {
        Directory.CreateDirectory(_work.PathOf("in/bin"));
        _work.Write("in/bin/tool", "hello\n");
        _work.Write("in/init", "from the folder");
        _work.Write("start", "from the list");
        _work.Write("list", "file /init start 0755 0 0\nslink /sbin/tool /bin/tool 0777 0 0\n");
    }
}
