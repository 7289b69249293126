using System.Text;
using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Tool.Tests.Support;

namespace Partition.Tool.Tests.Commands;

public sealed class ImageCommandTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void AListingShowsEveryKindOfEntry()
    {
        string image = _work.WriteImage("disk.img", Fill);

        Outcome outcome = Workspace.Run("image", "ls", image);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal("""
            drwxr-xr-x 4 0 0  1024 1970-01-02T00:00:00Z /
            drwxr-xr-x 2 0 0  1024 1970-01-02T00:00:00Z /bin
            -rwsr-xr-x 1 7 8     6 1970-01-01T00:00:05Z /bin/tool
            drwxr-xr-x 2 0 0  1024 1970-01-02T00:00:00Z /dev
            crw------- 1 0 0   5,1 1970-01-02T00:00:00Z /dev/console
            -rw-r--r-- 1 0 0 70000 1970-01-02T00:00:00Z /hole
            lrwxrwxrwx 1 0 0     9 1970-01-02T00:00:00Z /init -> /bin/tool

            """, outcome.Output);
    }

    [Theory]
    [InlineData("/bin/tool")]
    [InlineData("bin/tool")]
    public void CatWritesTheFilesBytes(string path)
    {
        Outcome outcome = Workspace.Run("image", "cat", _work.WriteImage("disk.img", Fill), path);

        Assert.Equal((0, "", "hello\n"), (outcome.ExitCode, outcome.Error, Encoding.UTF8.GetString(outcome.Bytes)));
    }

    [Theory]
    [InlineData("/none", "There is no '/none' in the image. 'partition image ls' lists what there is.")]
    [InlineData("/init", "'/init' is a symbolic link to '/bin/tool'. Name the file that it leads to.")]
    [InlineData("/bin", "'/bin' is no regular file, so it has no content.")]
    public void CatSaysWhyItCannot(string path, string message)
    {
        string image = _work.WriteImage("disk.img", Fill);

        Outcome outcome = Workspace.Run("image", "cat", image, path);

        Assert.Equal((1, $"{image}: error: {message}\n"), (outcome.ExitCode, outcome.Error));
        Assert.Empty(outcome.Bytes);
    }

    [Fact]
    public void AnExtractionGivesTheFilesBack()
    {
        string image = _work.WriteImage("disk.img", Fill);

        Outcome outcome = Workspace.Run("image", "extract", image, _work.PathOf("out"));

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal($"{image}: warning: '/dev/console' is neither a file, a directory nor a link; it is left out.\n", outcome.Error);
        Assert.Equal("hello\n"u8.ToArray(), _work.Read("out/bin/tool"));
        Assert.Equal(new byte[70000], _work.Read("out/hole"));
        Assert.Equal("/bin/tool", new FileInfo(_work.PathOf("out/init")).LinkTarget);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_work.PathOf("out/dev")));
        Assert.Equal(DateTime.UnixEpoch.AddSeconds(5), File.GetLastWriteTimeUtc(_work.PathOf("out/bin/tool")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(Convert.ToInt32("755", 8), (int)File.GetUnixFileMode(_work.PathOf("out/bin/tool")));
        }
    }

    [Fact]
    public void ADirectoryWithSomethingInItIsLeftAlone()
    {
        string image = _work.WriteImage("disk.img", Fill);
        Directory.CreateDirectory(_work.PathOf("out"));
        _work.Write("out/mine", "mine");

        Outcome outcome = Workspace.Run("image", "extract", image, _work.PathOf("out"));

        Assert.Equal(1, outcome.ExitCode);
        Assert.EndsWith(
            $"{_work.PathOf("out")}: error: There is something here already. Name a directory that is empty or does not exist.\n",
            outcome.Error, StringComparison.Ordinal);
        Assert.Equal(["mine"], Directory.EnumerateFileSystemEntries(_work.PathOf("out")).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void ALinkThatLeavesTheDirectoryIsRefused()
    {
        string image = _work.WriteImage("disk.img", static tree => tree.AddSymbolicLink("/a/evil", "../../etc"));

        Outcome outcome = Workspace.Run("image", "extract", image, _work.PathOf("out"));

        Assert.Equal(
            (1, $"{image}: error: The link '/a/evil' leads to '../../etc', which is outside of the directory.\n"),
            (outcome.ExitCode, outcome.Error));
        Assert.Equal(["disk.img"], _work.List());
    }

    [Fact]
    public void TwoEntriesOfOneNameAreRefusedBeforeOneIsWrittenThroughTheOther()
    {
        // A link 'aa' and a directory 'ab', whose name is then changed in the image's bytes.
        string image = _work.WriteImage("disk.img", static tree =>
        {
            tree.AddSymbolicLink("/qqa", "/tmp");
            tree.AddFile("/qqb/file", new MemoryContent("evil"u8.ToArray()));
        });
        byte[] bytes = File.ReadAllBytes(image);
        bytes[bytes.AsSpan().IndexOf("qqb"u8) + 2] = (byte)'a';
        File.WriteAllBytes(image, bytes);

        Outcome outcome = Workspace.Run("image", "extract", image, _work.PathOf("out"));

        Assert.Equal(
            (1, $"{image}: error: There are two entries named '/qqa'. Build or copy the image again.\n"),
            (outcome.ExitCode, outcome.Error));
        Assert.Equal(["disk.img"], _work.List());
    }

    [Fact]
    public void AFailureInTheMiddleLeavesTheDirectoryEmpty()
    {
        // The first pointer of the file leads out of the image.
        string image = _work.WriteImage("disk.img", static tree =>
        {
            tree.AddFile("/a/first", new MemoryContent("first"u8.ToArray()));
            tree.AddFile("/b", new MemoryContent(new byte[] { 1 }));
        });
        DamagePointerOf(image, "/b");
        Directory.CreateDirectory(_work.PathOf("out"));

        Outcome outcome = Workspace.Run("image", "extract", image, _work.PathOf("out"));

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith($"{image}: error HV4327: '/b' uses block", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_work.PathOf("out")));
    }

    [Theory]
    [InlineData("ls")]
    [InlineData("cat", "/x")]
    [InlineData("extract", "out")]
    public void ACutImageIsAnErrorForEveryCommand(string command, params string[] rest)
    {
        byte[] bytes = File.ReadAllBytes(_work.WriteImage("disk.img", Fill));
        string image = _work.Write("cut.img", bytes[..(bytes.Length / 2)]);
        string[] arguments = [.. rest.Select(argument => argument == "out" ? _work.PathOf("out") : argument)];

        Outcome outcome = Workspace.Run(["image", command, image, .. arguments]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith($"{image}: error HV4324: ", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(["cut.img", "disk.img"], _work.List());
    }

    [Fact]
    public void AMissingImageIsAnErrorOfTheInput()
    {
        Outcome outcome = Workspace.Run("image", "ls", _work.PathOf("none.img"));

        Assert.Equal((1, $"{_work.PathOf("none.img")}: error: There is no such file.\n"), (outcome.ExitCode, outcome.Error));
    }

    [Fact]
    public void ControlCharactersOfANameDoNotReachTheTerminal()
    {
        string image = _work.WriteImage("disk.img", static tree => tree.AddFile("/qqq", new MemoryContent(Array.Empty<byte>())));
        byte[] bytes = File.ReadAllBytes(image);
        bytes[bytes.AsSpan().IndexOf("qqq"u8) + 1] = 0x1B;
        File.WriteAllBytes(image, bytes);

        Assert.EndsWith(" /q\\x1bq\n", Workspace.Run("image", "ls", image).Output, StringComparison.Ordinal);
    }

    private static void Fill(FileTree tree)
    {
        tree.AddFile("/bin/tool", new MemoryContent("hello\n"u8.ToArray()), new EntryAttributes
        {
            Mode = Convert.ToInt32("4755", 8), UserId = 7, GroupId = 8, ModificationTime = 5,
        });
        tree.AddFile("/hole", new MemoryContent(new byte[70000]));
        tree.AddSymbolicLink("/init", "/bin/tool");
        tree.AddCharacterDevice("/dev/console", 5, 1, new EntryAttributes { Mode = Convert.ToInt32("600", 8) });
    }

    private static void DamagePointerOf(string image, string path)
    {
        const int InodeSize = 128;
        const int BlockPointers = 40;
        byte[] bytes = File.ReadAllBytes(image);
        using var stream = new MemoryStream(bytes);
        Ext2Entry entry = Ext2Reader.Open(stream).Reader!.List().Entries.Single(e => e.Path == path);
        int table = BitConverter.ToInt32(bytes, 2 * 1024 + 8) * 1024;
        BitConverter.TryWriteBytes(bytes.AsSpan(table + (int)(entry.Inode - 1) * InodeSize + BlockPointers), 0x7FFFFFFF);
        File.WriteAllBytes(image, bytes);
    }
}
