using System.Formats.Tar;
using System.Text;
using Partition.Diagnostics;
using Partition.Images.Cpio;
using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Images.Sources;
using Partition.Images.Tests.Ext2;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Sources;

/// <summary>An archive costs what it holds, and not what its headers claim.</summary>
public class TarLimitTests
{
    private const int Block = 512;

    public static TheoryData<char, long> LongHeaders => new()
    {
        { 'x', TarHeaderGuard.MaxExtendedHeader + 1 },
        { 'g', TarHeaderGuard.MaxExtendedHeader + 1 },
        { 'L', TarHeaderGuard.MaxExtendedHeader + 1 },
        { 'K', TarHeaderGuard.MaxExtendedHeader + 1 },
        { 'x', 1L << 30 },
        { 'x', int.MaxValue },
        { 'L', 7L << 30 },
        { 'g', (1L << 33) - 1 },
        { 'x', 1L << 62 },
    };

    [Theory]
    [MemberData(nameof(LongHeaders))]
    public void RefusesALongExtendedHeaderBeforeTakingMemoryForIt(char type, long size)
    {
        byte[] archive = [.. Header("name", type, size), .. new byte[4 * Block]];
        long before = GC.GetAllocatedBytesForCurrentThread();
        FileTree tree = Read(archive);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Equal(
            "rootfs.tar: error HV4106: The tar archive cannot be read: an extended header claims to be longer than 1048576 bytes. "
            + "Make or copy it again.",
            Assert.Single(tree.Diagnostics).ToString());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void ReadsAnExtendedHeaderUpToTheLimit(int more)
    {
        int length = TarHeaderGuard.MaxExtendedHeader + more;
        string start = $"{length} comment=";
        byte[] record = Encoding.ASCII.GetBytes(start.PadRight(length - 1, 'c') + '\n');
        FileTree tree = Read([.. Header("pax", 'x', length), .. Pad(record), .. Header("file", '0', 0), .. new byte[2 * Block]]);
        Assert.Empty(tree.Diagnostics);
        Assert.NotNull(tree.Find("/file"));
    }

    /// <summary>.NET's reader does not look at the sum.</summary>
    [Fact]
    public void RefusesALongExtendedHeaderWithAWrongSum()
    {
        byte[] archive = [.. Header("name", 'x', 1L << 30), .. new byte[4 * Block]];
        archive[148] ^= 1;
        Assert.Contains("claims to be longer", Assert.Single(Read(archive).Diagnostics).Message, StringComparison.Ordinal);
    }

    /// <summary>The bytes of an extended header are none themselves, though they look like one.</summary>
    [Fact]
    public void TakesBytesOfAnExtendedHeaderForNoHeader()
    {
        byte[] name = Header("name", 'x', 1L << 40);
        Array.Fill(name, (byte)'n', 0, 100);
        Array.Fill(name, (byte)'n', 104, 20);
        byte[] archive = [.. Header("long", 'L', Block), .. name, .. Header("file", '0', 0), .. new byte[2 * Block]];
        Assert.DoesNotContain(Read(archive).Diagnostics, static d => d.Message.Contains("claims to be longer", StringComparison.Ordinal));
    }

    [Fact]
    public void TakesBytesOfAFileForNoHeader()
    {
        // The content is itself a header that would be refused.
        byte[] content = Header("name", 'x', 1L << 40);
        FileTree tree = Read([.. Header("file", '0', Block), .. content, .. Header("next", '0', 0), .. new byte[2 * Block]]);
        Assert.Empty(tree.Diagnostics);
        Assert.NotNull(tree.Find("/next"));
    }

    [Fact]
    public void FollowsEachOfManyChainedHardLinksOnce()
    {
        const int Count = 50_000;
        var tree = new FileTree();
        tree.AddFile("/00000", Trees.Text("x"));
        for (int i = 1; i < Count; i++)
        {
            tree.AddHardLink($"/{i:d5}", $"/{i - 1:d5}");
        }

        Assert.Empty(tree.Diagnostics);
        Assert.Empty(CpioWriter.Write(tree, new CpioOptions(), Stream.Null));
        Ext2WriteResult result = Ext2Writer.Write(tree, Ext2Images.Linux, Stream.Null);
        Assert.Equal("HV4306", Assert.Single(result.Diagnostics).Code); // More links than an inode counts.
    }

    [Fact]
    public void ReportsEveryLinkOfACircle()
    {
        var tree = new FileTree();
        tree.AddHardLink("/a", "/b");
        tree.AddHardLink("/b", "/c");
        tree.AddHardLink("/c", "/b");
        tree.AddHardLink("/d", "/none");
        tree.AddHardLink("/e", "/d");
        tree.AddHardLink("/f", "/");
        Assert.Equal(
            [
                "error HV4009: The hard link '/a' names '/b', which leads back to itself. A hard link needs a file of the same image.",
                "error HV4009: The hard link '/b' names '/c', which leads back to itself. A hard link needs a file of the same image.",
                "error HV4009: The hard link '/c' names '/b', which leads back to itself. A hard link needs a file of the same image.",
                "error HV4009: The hard link '/d' names '/none', which is not in the image. A hard link needs a file of the same image.",
                "error HV4009: The hard link '/e' names '/d', which is not in the image. A hard link needs a file of the same image.",
                "error HV4009: The hard link '/f' names '/', which is a directory. A hard link needs a file of the same image.",
            ],
            CpioWriter.Write(tree, new CpioOptions(), Stream.Null).Select(static d => d.ToString()));
    }

    [Fact]
    public void StopsReadingWhenItIsCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => TarSource.AddTo(
            new FileTree(),
            new MemoryStream(Header("file", '0', 0)),
            "rootfs.tar",
            static (_, length) => new PatternContent(length),
            cancellation: cancellation.Token));
    }

    [Fact]
    public void StopsLookingForHolesWhenItIsCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        var tree = new FileTree();
        tree.AddFile("/large", new PatternContent(1L << 34));
        Assert.Throws<OperationCanceledException>(() => Ext2Writer.Write(
            tree, Ext2Images.Linux with { BlockSize = 4096, Holes = true }, Stream.Null, progress: null, cancellation.Token));
    }

    private static FileTree Read(byte[] archive)
    {
        var tree = new FileTree();
        TarSource.AddTo(tree, new MemoryStream(archive), "rootfs.tar", static (_, length) => new PatternContent(length));
        return tree;
    }

    private static byte[] Pad(byte[] bytes) => [.. bytes, .. new byte[-bytes.Length & (Block - 1)]];

    // As GNU tar writes it: octal where it fits, else a number of base 256.
    private static byte[] Header(string name, char type, long size)
    {
        byte[] header = new byte[Block];
        Encoding.ASCII.GetBytes(name, header);
        "0000644\00000000\00000000\0"u8.CopyTo(header.AsSpan(100));
        if (size < 1L << 33)
        {
            Encoding.ASCII.GetBytes($"{Convert.ToString(size, 8).PadLeft(11, '0')}\0", header.AsSpan(124));
        }
        else
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(128), size);
            header[124] = 0x80;
        }

        "00000000000\0        "u8.CopyTo(header.AsSpan(136));
        header[156] = (byte)type;
        "ustar\000"u8.CopyTo(header.AsSpan(257));
        int sum = header.Sum(static value => value);
        Encoding.ASCII.GetBytes($"{Convert.ToString(sum, 8).PadLeft(6, '0')}\0 ", header.AsSpan(148));
        return header;
    }
}
