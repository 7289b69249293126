using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Ext2;

/// <summary>Images of random trees, sizes and options: e2fsck finds nothing to say and nothing to mend, our own check agrees, and what
/// comes back is what went in.</summary>
public class Ext2PropertyTests
{
    private const int ImagesOfOneTest = 100;

    [ToolFact("e2fsck")]
    public void ImagesWithBlocksOf1024BytesAreClean() => AssertClean(1024);

    [ToolFact("e2fsck")]
    public void ImagesWithBlocksOf2048BytesAreClean() => AssertClean(2048);

    [ToolFact("e2fsck")]
    public void ImagesWithBlocksOf4096BytesAreClean() => AssertClean(4096);

    private static void AssertClean(int blockSize)
    {
        var random = new Random(blockSize);
        using var folder = new TemporaryFolder();
        for (int i = 0; i < ImagesOfOneTest; i++)
        {
            FileTree tree = RandomTree(random);
            Ext2Options options = RandomOptions(random) with { BlockSize = blockSize };
            (MemoryStream image, Ext2WriteResult result) = Ext2Images.Make(tree, options);
            string path = Ext2Images.Save(folder, image);
            Ext2Images.Check(folder, path);
            if (options.LostAndFound)
            {
                // Without one, it makes one. It notes the time of the check, which is that of the image here.
                Tool.Run("e2fsck", folder.Folder, new Dictionary<string, string> { ["E2FSCK_TIME"] = $"{options.Timestamp}" }, "-fp", path)
                    .Succeeded();
                Assert.True(image.ToArray().AsSpan().SequenceEqual(File.ReadAllBytes(path)), $"image {i}: e2fsck -fp changed it");
            }

            Ext2Reader reader = Ext2Images.Open(image);
            Assert.Empty(reader.Check());
            Assert.Equal((result.FreeBlocks, result.FreeInodes), (reader.FreeBlocks, reader.FreeInodes));
            Ext2Images.AssertHolds(tree, image, options.Timestamp);
            if (i % 10 == 0)
            {
                AssertDebugfsTakesOutTheSame(tree, folder, path);
            }
        }
    }

    private static void AssertDebugfsTakesOutTheSame(FileTree tree, TemporaryFolder folder, string image)
    {
        string output = folder.File("out");
        Directory.CreateDirectory(output);
        Tool.Run("debugfs", folder.Folder, "-R", "rdump / out", image).Succeeded();
        foreach (FileEntry entry in tree.Entries.Where(static e => e.Kind == FileEntryKind.RegularFile))
        {
            using Stream content = entry.Content!.OpenRead();
            byte[] expected = new byte[entry.Length];
            content.ReadExactly(expected);
            Assert.True(expected.AsSpan().SequenceEqual(File.ReadAllBytes(output + entry.Path)), entry.Path);
        }

        Tool.Run("rm", folder.Folder, "-rf", "out").Succeeded();
    }

    private static Ext2Options RandomOptions(Random random) => Ext2Images.Linux with
    {
        InodeSize = random.Next(3) switch { 0 => Ext2Options.Automatic, 1 => 128, _ => 256 },
        Holes = random.Next(2) == 0,
        LostAndFound = random.Next(2) == 0,
        ReservedPercent = random.Next(3) == 0 ? random.Next(51) : 0,
        Label = random.Next(2) == 0 ? "" : "a label",
        Size = random.Next(3) switch { 0 => null, 1 => 12 << 20, _ => (12 << 20) + random.Next(20 << 20) },
        FreeBytes = random.Next(2) == 0 ? null : random.Next(1 << 20),
        InodeCount = random.Next(3) == 0 ? random.Next(1, 3000) : null,
    };

    private static FileTree RandomTree(Random random)
    {
        var tree = new FileTree();
        var files = new List<string>();
        int count = random.Next(5) == 0 ? random.Next(200) : random.Next(40);
        for (int i = 0; i < count; i++)
        {
            string path = RandomPath(random, i);
            EntryAttributes attributes = Trees.Mode(
                random.Next(0x1000),
                (uint)random.Next(100_000),
                (uint)random.Next(100_000),
                random.Next(int.MaxValue));
            switch (random.Next(12))
            {
                case 0 when files.Count > 0:
                    tree.AddHardLink(path, files[random.Next(files.Count)]);
                    break;
                case 1:
                    tree.AddSymbolicLink(path, new string('t', random.Next(1, random.Next(2) == 0 ? 70 : 1000)), attributes);
                    break;
                case 2:
                    tree.AddCharacterDevice(path, (uint)random.Next(4096), (uint)random.Next(1 << 20), attributes);
                    break;
                case 3:
                    tree.AddBlockDevice(path, (uint)random.Next(256), (uint)random.Next(256), attributes);
                    break;
                case 4:
                    _ = random.Next(2) == 0 ? tree.AddFifo(path, attributes) : tree.AddSocket(path, attributes);
                    break;
                case 5:
                    tree.AddDirectory(path, attributes);
                    break;
                default:
                    tree.AddFile(path, RandomContent(random), attributes);
                    files.Add(path);
                    break;
            }
        }

        return tree;
    }

    private static string RandomPath(Random random, int number)
    {
        string name = random.Next(4) switch
        {
            0 => $"{number}{new string('n', random.Next(250))}",
            1 => $"{number}-日本語 ünï",
            _ => $"{number}",
        };
        return string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => $"/d{random.Next(4)}")) + "/" + name;
    }

    // Up to and past the first doubly indirect block, with runs of zeros here and there.
    private static MemoryContent RandomContent(Random random)
    {
        byte[] bytes = Trees.Bytes(random.Next(12) switch
        {
            0 => 0,
            1 => random.Next(1_200_000),
            < 6 => random.Next(60_000),
            _ => random.Next(5000),
        }, random.Next());
        for (int holes = random.Next(4); holes > 0 && bytes.Length > 0; holes--)
        {
            int start = random.Next(bytes.Length);
            bytes.AsSpan(start, random.Next(bytes.Length - start)).Clear();
        }

        return new MemoryContent(bytes);
    }
}
