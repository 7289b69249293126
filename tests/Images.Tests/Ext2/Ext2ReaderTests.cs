using System.Buffers.Binary;
using Partition.Diagnostics;
using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Images.Tests.Diagnostics;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Ext2;

public class Ext2ReaderTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public void NoMutationThrows()
    {
        foreach (int blockSize in (int[])[1024, 4096])
        {
            (MemoryStream image, _) = Ext2Images.Make(Trees.EveryKind(), Ext2Images.Linux with { BlockSize = blockSize, FreeBytes = 0 });
            byte[] good = image.ToArray();
            Range metadata = 1024..Math.Min(blockSize * 24, good.Length);
            Mutations.Run(good, 2500, seed: blockSize, ReadEverything, 1024..1200, metadata);
        }
    }

    [Fact]
    public void AnImageCutAtAnyBlockIsReported()
    {
        byte[] good = Provocations.GoodExt2();
        for (int length = 0; length < good.Length; length += 512)
        {
            Assert.NotEmpty(Ext2Reader.Open(new MemoryStream(good[..length])).Diagnostics);
        }
    }

    [Fact]
    public void PointersThatLeadInCirclesEnd()
    {
        (MemoryStream image, _) = Ext2Images.Make(LargeFile(), Ext2Images.Linux);
        byte[] bytes = image.ToArray();
        Ext2Entry entry = Ext2Images.Open(image).List().Entries.Single(e => e.Path == "/large");
        Span<byte> inode = bytes.AsSpan(5 * 1024 + ((int)entry.Inode - 1) * InodeLayout.Size);
        uint indirect = BinaryPrimitives.ReadUInt32LittleEndian(inode[(InodeLayout.Block + 48)..]);
        BinaryPrimitives.WriteUInt32LittleEndian(inode[InodeLayout.SizeHigh..], 3);
        BinaryPrimitives.WriteUInt32LittleEndian(inode[(InodeLayout.Block + 52)..], indirect);
        BinaryPrimitives.WriteUInt32LittleEndian(inode[(InodeLayout.Block + 56)..], indirect);
        for (int i = 0; i < 256; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((int)indirect * 1024 + 4 * i), indirect);
        }

        var diagnostics = new List<Diagnostic>();
        Assert.Null(Ext2Images.Open(new MemoryStream(bytes)).OpenFile(entry, diagnostics));
        Assert.Equal("HV4329", Assert.Single(diagnostics).Code);
    }

    [Fact]
    public void HolesReadAsZeros()
    {
        (MemoryStream image, _) = Ext2Images.Make(LargeFile(), Ext2Images.Linux);
        byte[] bytes = image.ToArray();
        Ext2Entry entry = Ext2Images.Open(image).List().Entries.Single(e => e.Path == "/large");
        byte[] expected = Ext2Images.ReadAll(Ext2Images.Open(image), entry);
        int inode = 5 * 1024 + ((int)entry.Inode - 1) * InodeLayout.Size;
        bytes.AsSpan(inode + InodeLayout.Block + 4, 4).Clear();  // the second block
        bytes.AsSpan(inode + InodeLayout.Block + 48, 4).Clear(); // all behind the twelfth
        expected.AsSpan(1024, 1024).Clear();
        expected.AsSpan(12 * 1024).Clear();
        Assert.Equal(expected, Ext2Images.ReadAll(Ext2Images.Open(new MemoryStream(bytes)), entry));
    }

    [Fact]
    public void AFileIsReadFromAnyPlace()
    {
        (MemoryStream image, _) = Ext2Images.Make(LargeFile(), Ext2Images.Linux);
        Ext2Reader reader = Ext2Images.Open(image);
        Ext2Entry entry = reader.List().Entries.Single(e => e.Path == "/large");
        byte[] expected = Trees.Bytes(40_000, 2);
        using Stream stream = reader.OpenFile(entry, [])!;
        var random = new Random(1);
        for (int i = 0; i < 200; i++)
        {
            int at = random.Next(expected.Length);
            byte[] part = new byte[random.Next(1, 5000)];
            stream.Seek(at, SeekOrigin.Begin);
            int count = stream.ReadAtLeast(part, part.Length, throwOnEndOfStream: false);
            Assert.Equal(Math.Min(part.Length, expected.Length - at), count);
            Assert.True(part.AsSpan(0, count).SequenceEqual(expected.AsSpan(at, count)));
        }
    }

    [Fact]
    public void OnlyFilesAndDirectoriesCanBeOpened()
    {
        (MemoryStream image, _) = Ext2Images.Make(Trees.EveryKind(), Ext2Images.Linux);
        Ext2Reader reader = Ext2Images.Open(image);
        var diagnostics = new List<Diagnostic>();
        Assert.Null(reader.OpenFile(reader.List().Entries.Single(e => e.Path == "/dev/console"), diagnostics));
        Assert.Equal("HV4325", Assert.Single(diagnostics).Code);
    }

    [Fact]
    public void TheSuperblockIsShown()
    {
        var uuid = new Guid("01234567-89ab-cdef-0123-456789abcdef");
        Ext2Options options = Ext2Images.Linux with { Label = "naïve", Uuid = uuid };
        (MemoryStream image, Ext2WriteResult result) = Ext2Images.Make(Trees.EveryKind(), options);
        Ext2Reader reader = Ext2Images.Open(image);
        Assert.Equal(("naïve", uuid, 1024), (reader.Label, reader.Uuid, reader.BlockSize));
        Assert.Equal((result.BlockCount, result.FreeBlocks, result.InodeCount, result.FreeInodes),
            (reader.BlockCount, reader.FreeBlocks, reader.InodeCount, reader.FreeInodes));
    }

    [Fact]
    public void AStreamThatCannotSeekIsTheCallersMistake() =>
        Assert.Throws<ArgumentException>(() => Ext2Reader.Open(new PatternContent(5).OpenRead()));

    private static FileTree LargeFile()
    {
        var tree = new FileTree();
        tree.AddFile("/large", Trees.Random(40_000, 2));
        return tree;
    }

    private static void ReadEverything(MemoryStream image)
    {
        if (Ext2Reader.Open(image).Reader is not { } reader)
        {
            return;
        }

        byte[] buffer = new byte[1 << 16];
        foreach (Ext2Entry entry in reader.List().Entries)
        {
            using Stream? stream = reader.OpenFile(entry, []);
            for (int i = 0; i < 8 && stream?.Read(buffer) > 0; i++)
            {
            }
        }
    }
}
