using System.Globalization;
using System.Text;
using Partition.Images.Cpio;
using Partition.Images.Files;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Cpio;

/// <summary>What GNU cpio makes of our archives, and of the same files.</summary>
public class CpioOracleTests
{
    [ToolFact("cpio")]
    public void TheArchiveIsTheOneThatGnuCpioWrites()
    {
        using var folder = new TemporaryFolder();
        var tree = new FileTree();
        uint user = (uint)int.Parse(Tool.Run("id", folder.Folder, "-u").Succeeded().Text, CultureInfo.InvariantCulture);
        uint group = (uint)int.Parse(Tool.Run("id", folder.Folder, "-g").Succeeded().Text, CultureInfo.InvariantCulture);
        EntryAttributes Owned(int mode) => Trees.Mode(mode, user, group, 1_600_000_000);
        tree.AddDirectory("/bin", Owned(0x1ED));
        tree.AddDirectory("/bin/sub", Owned(0x1C0));
        for (int length = 0; length < 9; length++)
        {
            tree.AddFile($"/bin/f{new string('x', length)}", Trees.Random(length * 3, length), Owned(0x1A4));
        }

        tree.AddFile("/bin/large", Trees.Random(100_001, 5), Owned(0x1ED));
        tree.AddHardLink("/bin/sub/hard", "/bin/large");
        tree.AddSymbolicLink("/init", "bin/large", Owned(0x1FF));
        tree.AddFile("/last", Trees.Text("last"), Owned(0x180));
        MakeOnDisk(folder, tree);

        string list = string.Join('\n', tree.Entries.Skip(1).Select(e => e.Path[1..])) + "\n";
        byte[] expected = Tool.Run(
            "cpio", folder.File("in"), Encoding.UTF8.GetBytes(list), "-o", "-H", "newc", "--reproducible", "--quiet").Succeeded().Bytes;
        Assert.Equal(expected, WriteArchive(tree));
    }

    [ToolFact("cpio")]
    public void GnuCpioUnpacksTheSameFiles()
    {
        using var folder = new TemporaryFolder();
        FileTree tree = Trees.EveryKind();
        string archive = folder.Write("root.cpio", WriteArchive(tree));
        Directory.CreateDirectory(folder.File("out"));
        Tool.Run("cpio", folder.File("out"), "-i", "--quiet", "--no-absolute-filenames", "-F", archive,
            "bin", "bin/*", "e*", "a*", "zz", "fast", "slow", "init", "tmp", "run*").Succeeded();
        foreach (string path in (string[])["bin/busybox", "empty", "etc/motd", "a-b", "a/c"])
        {
            Assert.Equal(ReadAll(tree.Find("/" + path)!), File.ReadAllBytes(folder.File("out/" + path)));
        }

        Assert.Equal("hello\n", File.ReadAllText(folder.File("out/zz")));
        Assert.Equal("hello\n", File.ReadAllText(folder.File("out/a/hard")));
        Assert.Equal("/bin/busybox", new FileInfo(folder.File("out/init")).LinkTarget);
        Assert.Equal(new string('s', 60), new FileInfo(folder.File("out/slow")).LinkTarget);
    }

    [ToolFact("cpio")]
    public void GnuCpioListsTheSameAttributes()
    {
        using var folder = new TemporaryFolder();
        string archive = folder.Write("root.cpio", WriteArchive(Trees.EveryKind()));
        string list = Tool.Run("cpio", folder.Folder, "-itv", "--numeric-uid-gid", "--quiet", "-F", archive).Succeeded().Text;
        Assert.Matches(@"-rwsr-xr-x +1 1 +2 +5000 Sep 13 +2020 bin/busybox\n", list);
        Assert.Matches(@"-rw------- +1 70000 +80000 +0 Sep 13 +2020 empty\n", list);
        Assert.Matches(@"drwxrwxrwt +2 0 +0 +0 Sep 13 +2020 tmp\n", list);
        Assert.Matches(@"crw------- +1 0 +0 +5, +1 Sep 13 +2020 dev/console\n", list);
        Assert.Matches(@"crw-rw-rw- +1 0 +0 +500, 70000 Jan +1 +1970 dev/large\n", list);
        Assert.Matches(@"brw-rw---- +1 0 +0 +8, +0 Jan +1 +1970 dev/sda\n", list);
        Assert.Matches(@"prw-rw-r-- +1 0 +0 +0 Jan +1 +1970 run/pipe\n", list);
        Assert.Matches(@"lrwxrwxrwx +1 3 +4 +12 Sep 13 +2020 init -> /bin/busybox\n", list);
    }

    private static byte[] WriteArchive(FileTree tree)
    {
        var output = new MemoryStream();
        Assert.Empty(CpioWriter.Write(tree, new CpioOptions(), output));
        return output.ToArray();
    }

    private static byte[] ReadAll(FileEntry entry)
    {
        var bytes = new MemoryStream();
        using Stream content = entry.Content!.OpenRead();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    // Directories are dated last, because making what is in them dates them anew.
    private static void MakeOnDisk(TemporaryFolder folder, FileTree tree)
    {
        string root = folder.File("in");
        Directory.CreateDirectory(root);
        foreach (FileEntry entry in tree.Entries.Skip(1))
        {
            string path = root + entry.Path;
            switch (entry.Kind)
            {
                case FileEntryKind.Directory:
                    Directory.CreateDirectory(path);
                    break;
                case FileEntryKind.SymbolicLink:
                    File.CreateSymbolicLink(path, entry.LinkTarget);
                    break;
                case FileEntryKind.HardLink:
                    Tool.Run("ln", root, root + entry.LinkTarget, path).Succeeded();
                    break;
                default:
                    File.WriteAllBytes(path, ReadAll(entry));
                    break;
            }
        }

        foreach (FileEntry entry in tree.Entries.Skip(1).Reverse())
        {
            if (entry.Kind is FileEntryKind.Directory or FileEntryKind.RegularFile)
            {
                Tool.Run("chmod", root, Convert.ToString(entry.Mode, 8), root + entry.Path).Succeeded();
            }

            Tool.Run("touch", root, "-h", "-d", "@1600000000", root + entry.Path).Succeeded();
        }
    }
}
