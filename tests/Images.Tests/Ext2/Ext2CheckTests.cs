using System.Buffers.Binary;
using System.Globalization;
using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Ext2;

/// <summary>The check finds what e2fsck finds, in images of several writers.</summary>
public class Ext2CheckTests
{
    [Fact]
    public void AGoodImageHasNothing() => Assert.Empty(Ext2Images.Open(new MemoryStream(Good())).Check());

    [ToolFact("mke2fs")]
    public void ImagesOfOtherWritersHaveNothing()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("in/deep"));
        folder.Write("in/deep/file", Trees.Bytes(300_000, 3));
        File.CreateSymbolicLink(folder.File("in/link"), "deep/file");
        foreach (string features in (string[])["", "^resize_inode", "^sparse_super,^resize_inode", "has_journal"])
        {
            string[] chosen = features.Length == 0 ? [] : ["-O", features];
            Tool.Run("mke2fs", folder.Folder, ["-q", "-F", "-t", "ext2", "-b", "1024", "-d", "in", .. chosen, "other.img", "20000"])
                .Succeeded();
            AssertClean(folder.File("other.img"), features);
        }

        Tool.Run("genext2fs", folder.Folder, "-B", "1024", "-b", "20000", "-d", "in", "other.img").Succeeded();
        AssertClean(folder.File("other.img"), "genext2fs");
    }

    /// <summary>
    /// A thousand images, each with one damaged word. Where e2fsck is content, so are we; where it complains, we do. What only it looks at:
    /// the copies, dates and marks of the superblock, and the reserved inodes.
    /// </summary>
    [ToolFact("e2fsck")]
    public void EveryDamageThatE2fsckFindsIsFound()
    {
        using var folder = new TemporaryFolder();
        byte[] good = Good();
        var random = new Random(11);
        int found = 0;
        for (int i = 0; i < 400; i++)
        {
            byte[] bytes = [.. good];
            int at = Place(random, i);
            bytes[at] ^= (byte)(1 << random.Next(8));
            bool isClean = Tool.Run("e2fsck", folder.Folder, "-fn", folder.Write("disk.img", bytes)).ExitCode == 0;
            Ext2OpenResult opened = Ext2Reader.Open(new MemoryStream(bytes));
            bool isGood = opened.Reader is { } reader && reader.Check().IsEmpty;
            found += isGood ? 0 : 1;
            Assert.True(
                isClean == isGood,
                string.Create(CultureInfo.InvariantCulture, $"damage {i} at 0x{at:x}: e2fsck says clean: {isClean}, we: {isGood}"));
        }

        Assert.True(found > 100, $"{found} damages were found");
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void NoMutationThrows() =>
        Mutations.Run(Good(), 2500, seed: 5, static image => Ext2Reader.Open(image).Reader?.Check(), 1024..1200, 2048..24_000);

    // Blocks of the image: 1 superblock, 2 descriptors, 3 and 4 bitmaps, 5 and on inodes, then directories.
    private static int Place(Random random, int turn) => (turn % 5) switch
    {
        0 => 2 * 1024 + random.Next(18),
        1 => 3 * 1024 + random.Next(1024),
        2 => 4 * 1024 + random.Next(1024),
        3 => 5 * 1024 + (random.Next(12) + SuperblockLayout.ReservedInodes) * InodeLayout.Size + InodeField(random),
        _ => DirectoryBlock() + random.Next(24),
    };

    private static int InodeField(Random random) => random.Next(3) switch
    {
        0 => InodeLayout.LinksCount + random.Next(2),
        1 => InodeLayout.Sectors + random.Next(2),
        _ => InodeLayout.Block + random.Next(2),
    };

    private static int DirectoryBlock()
    {
        byte[] bytes = Good();
        uint block = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(5 * 1024 + InodeLayout.Size + InodeLayout.Block));
        return (int)block * 1024;
    }

    private static byte[] Good()
    {
        var tree = new FileTree();
        for (int i = 0; i < 12; i++)
        {
            tree.AddFile($"/file{i:00}", Trees.Random(3000 * i + 1, i));
        }

        tree.AddFile("/below/one", Trees.Random(20_000, 99));
        return Ext2Images.Make(tree, Ext2Images.Linux with { Size = 2 << 20 }).Image.ToArray();
    }

    private static void AssertClean(string path, string what)
    {
        using FileStream image = File.OpenRead(path);
        Assert.True(Ext2Images.Open(image).Check() is { IsEmpty: true }, what + ": " + string.Join('\n', Ext2Images.Open(image).Check()));
    }
}
