using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Partition.Diagnostics;
using Partition.Images.Cpio;
using Partition.Images.Elf;
using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Images.Kernels.Arm;
using Partition.Images.Kernels.Arm.Scripts;
using Partition.Images.Sources;
using Partition.Images.Tests.Ext2;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests;

/// <summary>Every limit at one less, at itself, and at one more: a limit that is off by one is as wrong as none.</summary>
public class LimitTests
{
    private const uint Mrs = 0xE10F0000;
    private const uint Nop = 0xE1A00000;

    /// <summary>The name of a limit, its value, the code that reports one more, and what makes input of a size.</summary>
    private static readonly Dictionary<string, (int Limit, string Code, Func<int, IEnumerable<Diagnostic>> Try)> s_limits = new()
    {
        ["bytes of a name in a plan"] = (255, "HV4005", static n => Plan(t => t.AddFile("/" + new string('n', n), Trees.Text("")))),
        ["bytes of a path in a plan"] = (4095, "HV4014", static n => Plan(t => t.AddFile(PathOf(n), Trees.Text("")))),
        ["bytes of the target of a symbolic link"] = (4095, "HV4013", static n => Plan(t => t.AddSymbolicLink("/l", new string('t', n)))),
        ["permission bits"] = (4095, "HV4012", static n => Plan(t => t.AddFile("/f", Trees.Text(""), Trees.Mode(n)))),
        ["devices that a table makes in one series"] = (65536, "HV4108", static n => Table($"/dev/tty c 666 0 0 4 0 0 1 {n}")),
        ["devices that a table makes in all its series"] = (65536, "HV4108", static n =>
            Table($"/dev/a c 666 0 0 4 0 0 1 40000\n/dev/b c 666 0 0 4 0 7 1 {n - 40000 + 7}")),
        ["fields of a line of a table"] = (10, "HV4101", static n =>
            Table(string.Join(' ', "/dev/tty c 666 0 0 4 0 0 0 - - -".Split(' ').Take(n)))),
        ["bytes of a name in an archive, with its NUL"] = (4096, "HV4214", static n => Cpio(nameSize: n)),
        ["Xvisor: bytes of a path in an archive"] = (255, "HV4204", static n =>
            WriteCpio(new CpioOptions { Profile = ImageProfile.Xvisor }, t => t.AddFile(PathOf(n + 1), Trees.Text("")))),
        ["names of an inode"] = (32000, "HV4306", static n => WriteExt2(Ext2Images.Linux, t => AddNames(t, n))),
        ["entries of a directory that are directories"] = (31998, "HV4306", static n => WriteExt2(Ext2Images.Linux, t => AddMany(t, n))),
        ["bytes of a label"] = (16, "HV4305", static n => WriteExt2(Ext2Images.Linux with { Label = new string('l', n) })),
        ["percent of reserved blocks"] = (50, "HV4316", static n => WriteExt2(Ext2Images.Linux with { ReservedPercent = n })),
        ["the major number of a device"] = (4095, "HV4304", static n => WriteExt2(
            Ext2Images.Linux, t => t.AddCharacterDevice("/d", (uint)n, 0))),
        ["the minor number of a device"] = (1048575, "HV4304", static n => WriteExt2(
            Ext2Images.Linux, t => t.AddCharacterDevice("/d", 0, (uint)n))),
        ["bytes of a link on an image with blocks of 1 KiB"] = (1023, "HV4309", static n => WriteExt2(
            Ext2Images.Linux, t => t.AddSymbolicLink("/l", new string('t', n)))),
        ["Xvisor: bytes of a name on an image"] = (63, "HV4311", static n => WriteExt2(
            new Ext2Options(), t => t.AddFile("/" + new string('n', n), Trees.Text("")))),
        ["bytes of a line of a script"] = (256, "HV3031", static n => Apply("section,.text\n" + "# ".PadRight(n, 'x') + "\n")),
        ["bytes of the name of a section in a script"] = (63, "HV3036", static n => WriteScript("." + new string('s', n - 1))),
        ["segments of a kernel"] = (1024, "HV3005", static n => Patch(Segments(n))),
        ["sections of a kernel"] = (65536, "HV3005", static n => ElfFile.Read(new MemoryStream(Sections(n))).Diagnostics),
    };

    public static TheoryData<string> Names => [.. s_limits.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void IsReachedAndNotPassed(string name)
    {
        (int limit, string code, Func<int, IEnumerable<Diagnostic>> run) = s_limits[name];
        Assert.Empty(run(limit - 1));
        Assert.Empty(run(limit));
        Assert.Contains(code, run(limit + 1).Select(static diagnostic => diagnostic.Code));
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 0)]
    public void ATableWantsFiveFields(int count, int errors) =>
        Assert.Equal(errors, Table(string.Join(' ', "/dev c 755 0 0".Split(' ').Take(count))).Length);

    [Theory]
    [InlineData(59, 0)]
    [InlineData(60, 1)]
    public void ALinkOf59BytesFitsIntoItsInode(int length, int blocks)
    {
        var tree = new FileTree();
        tree.AddSymbolicLink("/link", new string('t', length));
        (MemoryStream image, _) = Ext2Images.Make(tree, Ext2Images.Linux);
        Ext2Reader reader = Ext2Images.Open(image);
        Ext2Entry link = reader.List().Entries.Single(static entry => entry.Path == "/link");
        Assert.Equal(new string('t', length), link.LinkTarget);
        uint sectors = BinaryPrimitives.ReadUInt32LittleEndian(image.ToArray().AsSpan(InodeAt(link.Inode) + InodeLayout.Sectors));
        Assert.Equal(2u * (uint)blocks, sectors);
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(4096)]
    public void TheLongestFileIsPlannedAndOneByteMoreIsNot(int blockSize)
    {
        long limit = new BlockTree(blockSize).MaxLength;
        Ext2Options options = Ext2Images.Linux with { BlockSize = blockSize, Holes = true };
        Assert.Empty(PlanExt2(WithHole(limit), options));
        Assert.Equal("HV4303", Assert.Single(PlanExt2(WithHole(limit + 1), options)).Code);
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, null)]
    [InlineData(1, "HV4325")]
    public void TheLongestFileIsReadAndOneByteMoreIsNot(int more, string? code)
    {
        long length = new BlockTree(1024).MaxLength + more;
        Assert.Equal(code, ReadLength(length).SingleOrDefault()?.Code);
    }

    [Theory]
    [InlineData(0x8000_0000_0000_0000)]
    [InlineData(0xFFFF_FFFF_FFFF_FFFF)]
    [InlineData(0x7FFF_FFFF_FFFF_FFFF)]
    public void ALengthOf64BitsIsShownAsItIs(ulong length) => Assert.Equal(
        [
            $"error HV4325: '/boot/Image' has the inode 12, which claims {length} bytes, more than its pointers can hold. "
            + "The image is damaged: build or copy it again.",
        ],
        ReadLength((long)length).Select(static diagnostic => diagnostic.ToString()));

    [Fact]
    public void AFileOfAnImpossibleLengthGoesIntoNoPlan()
    {
        var tree = new FileTree();
        Ext2Source.AddTo(tree, Ext2Images.Open(new MemoryStream(WithLength(-3))), "disk.img");
        Assert.Equal("HV4325", Assert.Single(tree.Diagnostics).Code);
        Assert.Null(tree.Find("/boot/Image"));
    }

    [Fact]
    public void EveryEntryOfAnImageGoesIntoThePlan()
    {
        FileTree first = Trees.EveryKind();
        (MemoryStream image, _) = Ext2Images.Make(first, Ext2Images.Linux with { LostAndFound = false });
        var second = new FileTree();
        Ext2Source.AddTo(second, Ext2Images.Open(image), "disk.img");
        Assert.Empty(second.Diagnostics);
        Ext2Images.AssertHolds(first, Ext2Images.Make(second, Ext2Images.Linux).Image, Ext2Images.Linux.Timestamp);
    }

    /// <summary>The pointer to a block that is just after the last one is wrong, and so is one before the first.</summary>
    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void TheLastBlockIsOneLessThanTheirCount(int more, bool isGood)
    {
        byte[] image = Diagnostics.Provocations.GoodExt2();
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(1024 + SuperblockLayout.BlocksCount));
        // The file system is told to be smaller than what holds it, so that the block is there.
        image = [.. image, .. new byte[4096]];
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(InodeAt(12) + InodeLayout.Block), (uint)(count + more));
        Ext2Reader reader = Ext2Images.Open(new MemoryStream(image));
        Ext2Entry file = reader.List().Entries.Single(static entry => entry.Path == "/boot/Image");
        var diagnostics = new List<Diagnostic>();
        Assert.Equal(isGood, reader.OpenFile(file, diagnostics) is not null);
        Assert.Equal(isGood ? [] : ["HV4327"], diagnostics.Select(static diagnostic => diagnostic.Code));
        Assert.Contains(reader.Check(), diagnostic => diagnostic.Code == (isGood ? "HV4331" : "HV4327"));
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(0, false)]
    public void AttributesAreInABlockOfTheFileSystem(int offset, bool isGood)
    {
        byte[] image = Diagnostics.Provocations.GoodExt2();
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(1024 + SuperblockLayout.BlocksCount));
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(InodeAt(12) + InodeLayout.FileAcl), count - (uint)(offset / 1024));
        ImmutableArray<Diagnostic> found = Ext2Images.Open(new MemoryStream(image)).Check();
        Assert.Equal(!isGood, found.Any(static diagnostic => diagnostic.Code == "HV4327"));
    }

    [Theory]
    [InlineData(-1, "HV4325")] // An inode that is there, and is free.
    [InlineData(0, "HV4325")]
    [InlineData(1, "HV4325")]
    public void TheLastInodeIsTheirCount(int more, string code)
    {
        byte[] image = [.. Diagnostics.Provocations.GoodExt2(), .. new byte[4096]];
        uint count = BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(1024 + SuperblockLayout.InodesCount));
        Ext2Entry root = Ext2Images.Open(new MemoryStream(image)).List().Entries[0];
        uint number = (uint)(count + more);
        Span<byte> records = image.AsSpan(9 * 1024);
        BinaryPrimitives.WriteUInt32LittleEndian(records[24..], number); // after '.' and '..'
        Diagnostic fault = Ext2Images.Open(new MemoryStream(image)).List().Diagnostics.First();
        Assert.Equal("/", root.Path);
        Assert.Equal(code, fault.Code);
        Assert.Equal(
            more > 0,
            fault.Message.Contains($"not one of the {count.ToString(CultureInfo.InvariantCulture)} inodes", StringComparison.Ordinal));
    }

    /// <summary>A directory that is in the tree twice is followed once, and reported where it is found again.</summary>
    [Fact]
    public void ADirectoryIsFollowedOnce()
    {
        var tree = new FileTree();
        tree.AddFile("/a/one", Trees.Text("1"));
        tree.AddFile("/b/two", Trees.Text("2"));
        (MemoryStream made, _) = Ext2Images.Make(tree, Ext2Images.Linux with { LostAndFound = false });
        byte[] image = made.ToArray();
        Ext2Reader reader = Ext2Images.Open(made);
        ImmutableArray<Ext2Entry> entries = reader.List().Entries;
        uint a = entries.Single(static entry => entry.Path == "/a").Inode;
        uint b = entries.Single(static entry => entry.Path == "/b").Inode;
        uint block = BinaryPrimitives.ReadUInt32LittleEndian(image.AsSpan(InodeAt(2) + InodeLayout.Block));
        Span<byte> records = image.AsSpan((int)block * 1024, 1024);
        int at = 24; // after '.' and '..': 'a', then 'b'
        Assert.Equal(a, BinaryPrimitives.ReadUInt32LittleEndian(records[at..]));
        at += BinaryPrimitives.ReadUInt16LittleEndian(records[(at + 4)..]);
        Assert.Equal(b, BinaryPrimitives.ReadUInt32LittleEndian(records[at..]));
        BinaryPrimitives.WriteUInt32LittleEndian(records[at..], a);
        Ext2Listing listing = Ext2Images.Open(new MemoryStream(image)).List();
        Assert.Equal(["/", "/a", "/a/one"], listing.Entries.Select(static entry => entry.Path));
        Assert.Equal(["HV4328"], listing.Diagnostics.Select(static diagnostic => diagnostic.Code));
    }

    [Theory]
    [InlineData(-1, "HV4215")] // The content fits, and there is no trailer.
    [InlineData(0, "HV4215")]
    [InlineData(1, "HV4212")]
    [InlineData(4, "HV4212")]
    [InlineData(5, "HV4212")]
    public void AContentEndsWithTheArchive(int more, string code)
    {
        var tree = new FileTree();
        tree.AddFile("/f", Trees.Text("12345678"));
        var archive = new MemoryStream();
        CpioWriter.Write(tree, new CpioOptions(), archive);
        byte[] bytes = archive.ToArray();
        int content = bytes.AsSpan().IndexOf("12345678"u8);
        bytes = bytes[..(content + 8)];
        Encoding.ASCII.GetBytes((8 + more).ToString("X8", CultureInfo.InvariantCulture), bytes.AsSpan(54));
        Assert.Equal(code, Assert.Single(CpioReader.Read(new MemoryStream(bytes)).Diagnostics).Code);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(7, true)]
    [InlineData(3, false)]
    public void TheLastWordOfASectionIsAWholeOne(int length, bool isWritten)
    {
        var kernel = new ElfBuilder();
        kernel.Add(".text", 0x8000, new byte[length]);
        ImmutableArray<Diagnostic> found = Apply("section,.text\nwrite32,0x8000,0xe1a00000\n", kernel);
        Assert.Equal(isWritten ? [] : ["HV3034"], found.Select(static diagnostic => diagnostic.Code));
    }

    [Theory]
    [InlineData(7, false)]
    [InlineData(8, true)]
    [InlineData(11, true)]
    public void TheSecondWordOfASectionIsAWholeOne(int length, bool isWritten)
    {
        var kernel = new ElfBuilder();
        kernel.Add(".text", 0x8000, new byte[length]);
        ImmutableArray<Diagnostic> found = Apply("section,.text\nwrite32,0x8004,0xe1a00000\n", kernel);
        Assert.Equal(isWritten ? [] : ["HV3034"], found.Select(static diagnostic => diagnostic.Code));
    }

    [Theory]
    [InlineData(99, 99)]
    [InlineData(100, 100)]
    [InlineData(101, 100)]
    public void AScriptIsReadToItsHundredthFault(int faults, int reported) =>
        Assert.Equal(reported, Apply(string.Concat(Enumerable.Repeat("no such line\n", faults))).Length);

    [Theory]
    [InlineData(9_999, 9_999)]
    [InlineData(10_000, 10_000)]
    [InlineData(10_001, 10_000)]
    public void TenThousandInstructionsThatAreLeftAreListed(int count, int listed)
    {
        // mrsne r0, cpsr
        var kernel = new ElfBuilder();
        kernel.AddCode(".text", 0x8000, [.. Enumerable.Repeat(0x110F0000u, count)]);
        Assert.Equal(listed, KernelPatcher.Patch(new MemoryStream(kernel.Build()), new KernelPatchOptions()).LeftBehind.Length);
    }

    [Theory]
    [InlineData(19, 20)]
    [InlineData(20, 20)]
    [InlineData(21, 20)]
    public void ATarIsReadToItsTwentiethFault(int entries, int most)
    {
        var archive = new MemoryStream();
        using (var writer = new System.Formats.Tar.TarWriter(archive, leaveOpen: true))
        {
            for (int i = 0; i < entries; i++)
            {
                writer.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.SymbolicLink, $"../{i}")
                {
                    LinkName = "x",
                });
            }
        }

        var tree = new FileTree();
        archive.Position = 0;
        TarSource.AddTo(tree, archive, "a.tar", static (_, length) => new PatternContent(length));
        Assert.Equal(Math.Min(entries, most), tree.Diagnostics.Length);
    }

    private static ImmutableArray<Diagnostic> Plan(Action<FileTree> change)
    {
        var tree = new FileTree();
        change(tree);
        return tree.Diagnostics;
    }

    private static ImmutableArray<Diagnostic> Table(string text) => Plan(tree => DeviceTable.AddTo(tree, text, "devices.txt"));

    private static ImmutableArray<Diagnostic> WriteCpio(CpioOptions options, Action<FileTree> change)
    {
        var tree = new FileTree();
        change(tree);
        return CpioWriter.Write(tree, options, Stream.Null);
    }

    private static ImmutableArray<Diagnostic> WriteExt2(Ext2Options options, Action<FileTree>? change = null)
    {
        var tree = new FileTree();
        change?.Invoke(tree);
        return Ext2Writer.Write(tree, options, Stream.Null).Diagnostics;
    }

    private static ImmutableArray<Diagnostic> PlanExt2(FileTree tree, Ext2Options options)
    {
        var diagnostics = new Partition.Images.Diagnostics.DiagnosticBag();
        new Ext2Planner(tree, options, diagnostics, CancellationToken.None).Make();
        return diagnostics.ToImmutable();
    }

    // '/' and names of at most 200 bytes.
    private static string PathOf(int length)
    {
        var path = new StringBuilder();
        while (path.Length < length)
        {
            path.Append('/').Append('p', Math.Min(200, length - path.Length - 1));
            if (length - path.Length == 1)
            {
                path.Append('p'); // Not a '/' alone at the end.
            }
        }

        return path.ToString();
    }

    private static ImmutableArray<Diagnostic> Cpio(int nameSize)
    {
        string header = "070701" + string.Concat(Enumerable.Repeat("00000000", 11)) + nameSize.ToString("X8", CultureInfo.InvariantCulture)
            + "00000000";
        byte[] record = [.. Encoding.ASCII.GetBytes(header), .. Encoding.ASCII.GetBytes(new string('n', nameSize - 1)), 0];
        byte[] padded = [.. record, .. new byte[-record.Length & 3]];
        var trailer = new MemoryStream();
        CpioWriter.Write(new FileTree(), new CpioOptions(), trailer);
        return CpioReader.Read(new MemoryStream([.. padded, .. trailer.ToArray()])).Diagnostics;
    }

    private static void AddNames(FileTree tree, int count)
    {
        tree.AddFile("/f", Trees.Text(""));
        for (int i = 1; i < count; i++)
        {
            tree.AddHardLink($"/n{i}", "/f");
        }
    }

    private static void AddMany(FileTree tree, int count)
    {
        for (int i = 0; i < count; i++)
        {
            tree.AddDirectory($"/many/{i}");
        }
    }

    private static FileTree WithHole(long length)
    {
        var tree = new FileTree();
        tree.AddFile("/hole", new HoleContent(length));
        return tree;
    }

    // Blocks of the image: 1 superblock, 2 descriptors, 3 and 4 bitmaps, 5 and on inodes.
    private static int InodeAt(uint number) => 5 * 1024 + ((int)number - 1) * InodeLayout.Size;

    private static byte[] WithLength(long length)
    {
        byte[] image = Diagnostics.Provocations.GoodExt2();
        Span<byte> inode = image.AsSpan(InodeAt(12));
        BinaryPrimitives.WriteUInt32LittleEndian(inode[InodeLayout.SizeLow..], (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(inode[InodeLayout.SizeHigh..], (uint)(length >> 32));
        return image;
    }

    private static ImmutableArray<Diagnostic> ReadLength(long length) =>
        Ext2Images.Open(new MemoryStream(WithLength(length))).List().Diagnostics;

    private static ImmutableArray<Diagnostic> Apply(string script, ElfBuilder? kernel = null)
    {
        if (kernel is null)
        {
            kernel = new ElfBuilder();
            kernel.AddCode(".text", 0x8000, Nop);
        }

        return PatchScript.Apply(new MemoryStream(kernel.Build()), new MemoryStream(Encoding.UTF8.GetBytes(script))).Diagnostics;
    }

    private static ImmutableArray<Diagnostic> WriteScript(string section)
    {
        var kernel = new ElfBuilder();
        kernel.AddCode(section, 0x8000, Mrs);
        var elf = new MemoryStream(kernel.Build());
        return PatchScript.Write(elf, KernelPatcher.Patch(elf, new KernelPatchOptions()), Stream.Null);
    }

    private static ImmutableArray<Diagnostic> Patch(byte[] elf) =>
        KernelPatcher.Patch(new MemoryStream(elf), new KernelPatchOptions()).Diagnostics;

    private static byte[] Segments(int count)
    {
        var kernel = new ElfBuilder();
        int text = kernel.AddCode(".text", 0x8000, Mrs);
        for (int i = 0; i < count; i++)
        {
            kernel.Load(text, text, 0x8000, 0x8000);
        }

        return kernel.Build();
    }

    // More than 65279 are told by the first section's length (ELF, extended numbering).
    private static byte[] Sections(int count)
    {
        byte[] elf = new ElfBuilder { HasSymbols = false }.Build();
        int at = (int)BinaryPrimitives.ReadUInt32LittleEndian(elf.AsSpan(0x20));
        byte[] grown = [.. elf[..at], .. new byte[40 * count]];
        BinaryPrimitives.WriteUInt16LittleEndian(grown.AsSpan(0x30), 0);
        BinaryPrimitives.WriteUInt16LittleEndian(grown.AsSpan(0x32), 0);
        BinaryPrimitives.WriteUInt32LittleEndian(grown.AsSpan(at + 0x14), (uint)count);
        return grown;
    }

    /// <summary>A content of zeros that says so.</summary>
    private sealed class HoleContent(long length) : ISparseContent
    {
        public long Length => length;

        public IReadOnlyList<ContentRange> FindData() => [];

        public Stream OpenRead() => new PatternContent(length) { IsZero = true }.OpenRead();
    }
}
