using System.Globalization;
using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Ext2;

/// <summary>What other programs say about our images.</summary>
public class Ext2OracleTests
{
    [ToolFact("e2fsck")]
    public void EveryKindOfEntryIsCleanAtEveryBlockSize()
    {
        foreach (int blockSize in (int[])[1024, 2048, 4096])
        {
            foreach (bool lostAndFound in (bool[])[false, true])
            {
                using var folder = new TemporaryFolder();
                FileTree tree = Trees.EveryKind();
                Ext2Options options = Ext2Images.Linux with { BlockSize = blockSize, LostAndFound = lostAndFound, Label = "every kind" };
                (MemoryStream image, _) = Ext2Images.Make(tree, options);
                Ext2Images.Check(folder, Ext2Images.Save(folder, image));
                Ext2Images.AssertHolds(tree, image, options.Timestamp);
            }
        }
    }

    [ToolFact("e2fsck")]
    public void AnEmptyPlanIsAnEmptyFileSystem()
    {
        using var folder = new TemporaryFolder();
        (MemoryStream image, Ext2WriteResult result) = Ext2Images.Make(new FileTree(), new Ext2Options { FreeBytes = 0 });
        Ext2Images.Check(folder, Ext2Images.Save(folder, image));
        Assert.Equal(2, result.FreeBlocks);
        Assert.True(result.Length < 16384, $"{result.Length}");
    }

    [ToolFact("e2fsck")]
    public void FilesOfAllLevelsOfIndirectionAreClean()
    {
        foreach (int blockSize in (int[])[1024, 2048, 4096])
        {
            long pointers = blockSize / 4;
            long[] counts = [0, 1, 11, 12, 13, 11 + pointers, 12 + pointers, 13 + pointers, 12 + 2 * pointers, 13 + 2 * pointers];
            using var folder = new TemporaryFolder();
            var tree = new FileTree();
            foreach (long count in counts)
            {
                tree.AddFile($"/whole{count}", Trees.Random((int)count * blockSize, (int)count));
                tree.AddFile($"/more{count}", Trees.Random((int)count * blockSize + 1, (int)count));
            }

            (MemoryStream image, _) = Ext2Images.Make(tree, Ext2Images.Linux with { BlockSize = blockSize });
            Ext2Images.Check(folder, Ext2Images.Save(folder, image));
            Ext2Images.AssertHolds(tree, image, Ext2Images.Linux.Timestamp);
        }
    }

    [ToolFact("e2fsck")]
    public void AFileWithTripleIndirectBlocksIsClean()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("disk.img");
        var tree = new FileTree();
        var content = new PatternContent(70 << 20);
        tree.AddFile("/big", content);
        tree.AddFile("/edge", new PatternContent(67_383_296 + 1));
        using (FileStream output = File.Create(path))
        {
            Ext2WriteResult result = Ext2Writer.Write(tree, Ext2Images.Linux, output);
            Assert.Empty(result.Diagnostics);
        }

        Ext2Images.Check(folder, path);
        using FileStream image = File.OpenRead(path);
        Ext2Reader reader = Ext2Images.Open(image);
        Ext2Entry entry = reader.List().Entries.Single(e => e.Path == "/big");
        using Stream actual = reader.OpenFile(entry, [])!;
        using Stream expected = content.OpenRead();
        AssertSameBytes(expected, actual);
    }

    [ToolFact("e2fsck")]
    public void AFileOfFiveGibibytesIsCleanAndTakesNoRoomWhereItIsZero()
    {
        foreach (bool holes in (bool[])[false, true])
        {
            using var folder = new TemporaryFolder();
            string path = folder.File("disk.img");
            var tree = new FileTree();
            tree.AddFile("/zeros", new SparseFile(5L << 30, 3L << 30, Trees.Bytes(100_000, 1)));
            tree.AddFile("/after", Trees.Text("after"));
            using (FileStream output = File.Create(path))
            {
                Ext2WriteResult result = Ext2Writer.Write(
                    tree,
                    new Ext2Options { BlockSize = 4096, Holes = holes, Profile = ImageProfile.Linux },
                    output);
                Assert.Empty(result.Diagnostics);
                Assert.Equal(holes, result.Length < 64 << 20);
            }

            Ext2Images.Check(folder, path);
            Assert.Contains(
                "large_file",
                Tool.Run("debugfs", folder.Folder, "-R", "stats", path).Succeeded().Text,
                StringComparison.Ordinal);
            string usage = Tool.Run("du", folder.Folder, "-k", path).Succeeded().Text;
            Assert.True(int.Parse(usage.Split('\t')[0], CultureInfo.InvariantCulture) < 32 << 10, usage);

            using FileStream image = File.OpenRead(path);
            Ext2Reader reader = Ext2Images.Open(image);
            Assert.Empty(reader.Check());
            using Stream content = reader.OpenFile(reader.List().Entries.Single(static e => e.Path == "/zeros"), [])!;
            byte[] part = new byte[100_002];
            content.Seek((3L << 30) - 1, SeekOrigin.Begin);
            content.ReadExactly(part);
            Assert.Equal([0, .. Trees.Bytes(100_000, 1), 0], part);
        }
    }

    [ToolFact("e2fsck")]
    public void AHundredThousandFilesInADirectoryAreClean()
    {
        using var folder = new TemporaryFolder();
        var tree = new FileTree();
        for (int i = 0; i < 100_000; i++)
        {
            tree.AddFile($"/many/{i}", Trees.Text($"{i}"));
        }

        (MemoryStream image, _) = Ext2Images.Make(tree, Ext2Images.Linux);
        Ext2Images.Check(folder, Ext2Images.Save(folder, image));
        Ext2Reader reader = Ext2Images.Open(image);
        Assert.Empty(reader.Check());
        Ext2Listing listing = reader.List();
        Assert.Equal(100_002, listing.Entries.Length);
        Assert.Equal(
            "4711",
            System.Text.Encoding.ASCII.GetString(Ext2Images.ReadAll(reader, listing.Entries.Single(static e => e.Path == "/many/4711"))));
    }

    [ToolFact("debugfs")]
    public void AnotherReaderTakesOutTheSameFiles()
    {
        foreach (int blockSize in (int[])[1024, 4096])
        {
            using var folder = new TemporaryFolder();
            FileTree tree = Trees.EveryKind();
            (MemoryStream image, _) = Ext2Images.Make(tree, Ext2Images.Linux with { BlockSize = blockSize });
            string path = Ext2Images.Save(folder, image);
            Directory.CreateDirectory(folder.File("out"));
            Tool.Run("debugfs", folder.Folder, "-R", "rdump / out", path).Succeeded();
            foreach (FileEntry entry in tree.Entries.Where(e => e.Kind == FileEntryKind.RegularFile))
            {
                var expected = new MemoryStream();
                using Stream content = entry.Content!.OpenRead();
                content.CopyTo(expected);
                Assert.Equal(expected.ToArray(), File.ReadAllBytes(folder.File("out" + entry.Path)));
            }

            Assert.Equal("hello\n", File.ReadAllText(folder.File("out/zz")));
            Assert.Equal(new string('s', 60), new FileInfo(folder.File("out/slow")).LinkTarget);
            Assert.Equal(new string('f', 59), new FileInfo(folder.File("out/fast")).LinkTarget);
        }
    }

    [ToolFact("debugfs")]
    public void AnotherReaderSeesTheSameAttributes()
    {
        using var folder = new TemporaryFolder();
        (MemoryStream image, _) = Ext2Images.Make(Trees.EveryKind(), Ext2Images.Linux);
        string path = Ext2Images.Save(folder, image);
        string Stat(string file) => Tool.Run("debugfs", folder.Folder, "-R", $"stat {file}", path).Succeeded().Text;

        string busybox = Stat("/bin/busybox");
        Assert.Matches(@"Type: regular +Mode: +04755 ", busybox);
        Assert.Matches(@"User: +1 +Group: +2 .*Size: 5000\n", busybox);
        Assert.Matches(@"Links: 1 +Blockcount: 10\n", busybox);
        Assert.Matches(@"mtime: 0x5f5e1000 ", busybox);
        Assert.Matches(@"User: 70000 +Group: 80000 ", Stat("/empty"));
        Assert.Matches(@"Links: 3 ", Stat("/etc/motd"));
        Assert.Matches(@"Type: directory +Mode: +01777 ", Stat("/tmp"));
        Assert.Matches("Fast link dest: \"" + new string('f', 59) + "\"", Stat("/fast"));
        Assert.Matches(@"Type: symlink(.|\n)*Size: 60\n(.|\n)*Blockcount: 2\n", Stat("/slow"));
        Assert.Matches(@"Type: character special(.|\n)*Device major/minor number: 05:01", Stat("/dev/console"));
        Assert.Matches(@"Type: block special(.|\n)*Device major/minor number: 08:00", Stat("/dev/sda"));
        Assert.Matches(@"\(New-style\) Device major/minor number: 500:70000", Stat("/dev/large"));
        Assert.Matches(@"Type: FIFO +Mode: +0664 ", Stat("/run/pipe"));
        Assert.Matches(@"Links: 9 ", Stat("/")); // itself twice, and a, bin, dev, etc, naïve, run, tmp
    }

    [ToolFact("debugfs")]
    public void TheSuperblockSaysWhatWasAskedFor()
    {
        using var folder = new TemporaryFolder();
        var uuid = new Guid("01234567-89ab-cdef-0123-456789abcdef");
        var options = new Ext2Options { Label = "0123456789abcdef", Uuid = uuid, Size = 32 << 20, Timestamp = 1_700_000_000 };
        (MemoryStream image, _) = Ext2Images.Make(new FileTree(), options);
        string stats = Tool.Run("debugfs", folder.Folder, "-R", "stats", Ext2Images.Save(folder, image)).Succeeded().Text;
        Assert.Matches(@"Filesystem volume name: +0123456789abcdef\n", stats);
        Assert.Matches($@"Filesystem UUID: +{uuid}\n", stats);
        Assert.Matches(@"Filesystem features: +filetype sparse_super\n", stats);
        Assert.Matches(@"Block count: +32768\n", stats);
        Assert.Matches(@"Reserved block count: +0\n", stats);
        Assert.Matches(@"Filesystem state: +clean\n", stats);
        Assert.Matches(@"Filesystem created: +Tue Nov 14 22:13:20 2023\n", stats);
        Assert.Equal(32 << 20, image.Length);
    }

    [ToolFact("e2fsck")]
    public void ImagesOfManySizesAndCountsAreClean()
    {
        var random = new Random(7);
        for (int i = 0; i < 36; i++)
        {
            using var folder = new TemporaryFolder();
            int blockSize = 1024 << (i % 3);
            FileTree tree = RandomTree(random, fileCount: random.Next(1, 400));
            long? size = (i % 4) switch { 0 => null, 1 => 9 << 20, 2 => (8 << 20) + random.Next(0, 20 << 20), _ => 40 << 20 };
            Ext2Options options = Ext2Images.Linux with { BlockSize = blockSize, Size = size, LostAndFound = i % 5 == 0 };
            (MemoryStream image, Ext2WriteResult result) = Ext2Images.Make(tree, options);
            Ext2Images.Check(folder, Ext2Images.Save(folder, image));
            Ext2Images.AssertHolds(tree, image, options.Timestamp);
            Assert.Equal(size is null ? image.Length : size.Value / blockSize * blockSize, result.Length);
        }
    }

    [ToolFact("e2fsck")]
    public void EverySizeAroundTheEdgeOfAGroupIsClean()
    {
        for (int blocks = 8190; blocks < 8240; blocks += 3)
        {
            using var folder = new TemporaryFolder();
            (MemoryStream image, _) = Ext2Images.Make(new FileTree(), new Ext2Options { Size = blocks * 1024L });
            Ext2Images.Check(folder, Ext2Images.Save(folder, image));
            Assert.Equal(blocks * 1024L, image.Length);
        }
    }

    [ToolFact("e2fsck")]
    public void ADirectoryOfManyNamesIsClean()
    {
        foreach (int blockSize in (int[])[1024, 4096])
        {
            using var folder = new TemporaryFolder();
            var tree = new FileTree();
            for (int i = 0; i < 9000; i++)
            {
                tree.AddFile($"/many/{i}{new string('n', i % 40)}", Trees.Text(""));
            }

            (MemoryStream image, _) = Ext2Images.Make(tree, new Ext2Options { BlockSize = blockSize });
            Ext2Images.Check(folder, Ext2Images.Save(folder, image));
            Ext2Images.AssertHolds(tree, image, 0);
        }
    }

    [ToolFact("mke2fs")]
    public void TheReaderReadsTheImagesOfAnotherWriter()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("in/deep/er"));
        folder.Write("in/deep/er/file", Trees.Bytes(300_000, 3));
        File.CreateSymbolicLink(folder.File("in/link"), "deep/er/file");
        foreach (string inodeSize in (string[])["128", "256"])
        {
            Tool.Run("mke2fs", folder.Folder, "-q", "-F", "-t", "ext2", "-b", "1024", "-I", inodeSize, "-d", "in", "other.img", "4096")
                .Succeeded();
            using FileStream image = File.OpenRead(folder.File("other.img"));
            Ext2Reader reader = Ext2Images.Open(image);
            Ext2Listing listing = reader.List();
            Assert.Empty(listing.Diagnostics);
            Assert.Equal(["/", "/deep", "/deep/er", "/deep/er/file", "/link", "/lost+found"], listing.Entries.Select(e => e.Path));
            Assert.Equal("deep/er/file", listing.Entries[4].LinkTarget);
            Assert.Equal(Trees.Bytes(300_000, 3), Ext2Images.ReadAll(reader, listing.Entries[3]));
        }
    }

    [ToolFact("genext2fs")]
    public void TheReaderReadsImagesWithoutFileTypesInTheirDirectories()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("in/boot"));
        folder.Write("in/boot/Image", Trees.Bytes(500_000, 3));
        Tool.Run("genext2fs", folder.Folder, "-B", "1024", "-b", "2048", "-d", "in", "other.img").Succeeded();
        using FileStream image = File.OpenRead(folder.File("other.img"));
        Ext2Reader reader = Ext2Images.Open(image);
        Ext2Listing listing = reader.List();
        Assert.Empty(listing.Diagnostics);
        Assert.Equal(["/", "/boot", "/boot/Image", "/lost+found"], listing.Entries.Select(e => e.Path));
        Assert.Equal(Trees.Bytes(500_000, 3), Ext2Images.ReadAll(reader, listing.Entries[2]));
    }

    private static FileTree RandomTree(Random random, int fileCount)
    {
        var tree = new FileTree();
        var files = new List<string>();
        for (int i = 0; i < fileCount; i++)
        {
            string path = $"/d{random.Next(9)}/{(random.Next(3) == 0 ? $"s{random.Next(5)}/" : "")}{i}{new string('x', random.Next(200))}";
            int kind = files.Count == 0 ? 0 : random.Next(8);
            if (kind == 7)
            {
                tree.AddHardLink(path, files[random.Next(files.Count)]);
            }
            else if (kind == 6)
            {
                tree.AddSymbolicLink(path, new string('t', random.Next(1, 120)));
            }
            else
            {
                int length = random.Next(4) switch { 0 => 0, 1 => random.Next(2000), 2 => random.Next(15000), _ => random.Next(60000) };
                tree.AddFile(path, Trees.Random(length / (fileCount > 100 ? 4 : 1), i));
                files.Add(path);
            }
        }

        return tree;
    }

    private static void AssertSameBytes(Stream expected, Stream actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        byte[] left = new byte[1 << 20];
        byte[] right = new byte[1 << 20];
        for (long position = 0; position < expected.Length; position += left.Length)
        {
            int count = expected.ReadAtLeast(left, left.Length, throwOnEndOfStream: false);
            Assert.Equal(count, actual.ReadAtLeast(right, right.Length, throwOnEndOfStream: false));
            Assert.True(left.AsSpan(0, count).SequenceEqual(right.AsSpan(0, count)), $"differs at {position} or after");
        }
    }
}
