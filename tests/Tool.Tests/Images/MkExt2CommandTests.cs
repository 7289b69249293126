using Partition.Tool.Tests.Support;
using NativeTool = Partition.Tests.Tool;

namespace Partition.Tool.Tests.Images;

public sealed class MkExt2CommandTests : IDisposable
{
    private const string Table = """
        /dev d 755 0 0 - - - - -
        /dev/tty c 666 0 5 4 0 0 1 6
        /bin/tool f 4755 7 8 - - - - -

        """;

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [ToolFact("genext2fs", "tar")]
    public void TheCommandLineOfGenext2fsGivesAnImageWithTheSameEntries()
    {
        MakeSources();
        string[] arguments =
        [
            "-B", "1024", "-b", "4096", "-N", "200", "-L", "label", "-m", "3", "-d", "in", "-D", "table.txt", "-a", "more.tar", "-z",
        ];
        _work.Start([.. arguments.Prepend("mkext2"), "ours.img"]).Succeeded();
        NativeTool.Run("genext2fs", _work.Folder, [.. arguments, "theirs.img"]).Succeeded();

        string[] ours = Entries("ours.img");
        Assert.Equal(Entries("theirs.img"), ours);
        Assert.Contains(ours, static line => line.EndsWith("/below", StringComparison.Ordinal));
        Assert.Contains(ours, static line => line.StartsWith("-rwsr-xr-x 1 7 8", StringComparison.Ordinal));
        Assert.Equal(4096 * 1024, new FileInfo(_work.PathOf("ours.img")).Length);
        NativeTool.Run("e2fsck", _work.Folder, "-fn", "ours.img").Succeeded();
    }

    [ToolFact("genext2fs")]
    public void ItAnswersToTheNameOfGenext2fs()
    {
        MakeSources();
        Outcome outcome = _work.StartAs("genext2fs", "-b", "1024", "-d", "in", "-q", "-g", "/bin/tool", "-v", "disk.img");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Matches(@"-rw------- 1 0 0 +6 .* /bin/tool\n", outcome.Output);
        Assert.Matches(@"^6: [0-9]+\n$", File.ReadAllText(_work.PathOf("_bin_tool.blk")));
    }

    [Fact]
    public void AnImageCanBeginWithAnother()
    {
        string first = _work.WriteImage("first.img", static tree =>
        {
            tree.AddFile("/keep", new Partition.Images.Files.MemoryContent("kept"u8.ToArray()));
            tree.AddFile("/replace", new Partition.Images.Files.MemoryContent("old"u8.ToArray()));
            tree.AddHardLink("/second", "/keep");
        });
        Directory.CreateDirectory(_work.PathOf("in"));
        _work.Write("in/replace", "new one");

        Workspace.Run("mkext2", "-x", first, "-d", _work.PathOf("in"), "-U", _work.PathOf("second.img")).Succeeded();

        Assert.Equal("kept", Workspace.Run("image", "cat", _work.PathOf("second.img"), "/second").Text);
        Assert.Equal("new one", Workspace.Run("image", "cat", _work.PathOf("second.img"), "/replace").Text);
    }

    [Fact]
    public void KeepsTheOldImageWhenTheContentDoesNotFit()
    {
        Directory.CreateDirectory(_work.PathOf("in"));
        _work.Write("in/large", new byte[300_000]);
        string image = _work.Write("disk.img", "old");

        Outcome outcome = Workspace.Run("mkext2", "-b", "100", "-d", _work.PathOf("in"), image);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("error HV4301: ", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(image));
        Assert.Equal(["disk.img", "in"], _work.List());
    }

    [Theory]
    [InlineData("-b", "many", "'many' behind --size-in-blocks is not a number of blocks.")]
    [InlineData("-B", "1000", "A block size of 1000 bytes is not possible; it must be 1024, 2048 or 4096.")]
    [InlineData("-d", "nowhere", "There is no such directory.")]
    [InlineData("-D", "nowhere", "There is no such list.")]
    [InlineData("-a", "nowhere", "There is no such archive.")]
    [InlineData("-x", "nowhere", "There is no such image.")]
    [InlineData("-m", "70", "70 % of the blocks cannot be reserved for root; 0 to 50 can.")]
    [InlineData("--uuid", "one", "'one' behind --uuid is not a UUID")]
    public void AWrongValueIsNamed(string option, string value, string message)
    {
        Outcome outcome = Workspace.Run("mkext2", option, value, _work.PathOf("disk.img"));
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(_work.List());
    }

    [Fact]
    public void AFaultInATableIsAtItsLine()
    {
        string table = _work.Write("table.txt", "# name type mode\n/dev/null c 666 0 0 1 x\n");
        Outcome outcome = Workspace.Run("mkext2", "-D", table, _work.PathOf("disk.img"));
        Assert.Equal(
            $"{table}(2): error HV4102: 'x' is no minor number; a decimal number from 0 to 4294967295 can stand here.\n",
            outcome.Error);
    }

    [Fact]
    public void ACheckSaysThatAnImageIsCleanOrWhatIsWrong()
    {
        string image = _work.WriteImage(
            "disk.img",
            static tree => tree.AddFile("/file", new Partition.Images.Files.MemoryContent(new byte[5000])));
        Assert.Matches(
            @": clean, 11 of \d+ inodes and \d+ of 1024 blocks of 1024 bytes used\n",
            Workspace.Run("image", "check", image).Succeeded().Output);

        byte[] bytes = _work.Read("disk.img");
        bytes[(3 * 1024) + 3] ^= 1;
        Outcome outcome = Workspace.Run("image", "check", _work.Write("disk.img", bytes));
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("error HV4331: ", outcome.Error, StringComparison.Ordinal);
    }

    private void MakeSources()
    {
        Directory.CreateDirectory(_work.PathOf("in/bin"));
        Directory.CreateDirectory(_work.PathOf("more"));
        _work.Write("in/bin/tool", "hello\n");
        _work.Write("in/zeros", new byte[50_000]);
        File.CreateSymbolicLink(_work.PathOf("in/link"), "bin/tool");
        _work.Write("more/below", "below\n");
        _work.Write("table.txt", Table);
        NativeTool.Run("tar", _work.Folder, "-cf", "more.tar", "-C", "more", "below").Succeeded();
    }

    // Directories have the time of the build, and lost+found as many blocks as each writer likes.
    private string[] Entries(string image) =>
    [
        .. Workspace.Run("image", "ls", _work.PathOf(image)).Succeeded().Output.Split('\n')
            .Select(static line => System.Text.RegularExpressions.Regex.Replace(line, " +", " "))
            .Where(static line => !line.EndsWith("/lost+found", StringComparison.Ordinal))
            .Select(
                static line => line.StartsWith('d') || line.StartsWith('c')
                    ? System.Text.RegularExpressions.Regex.Replace(line, @"\d{4}-\S+Z", "date")
                    : line),
    ];
}
