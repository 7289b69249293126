using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Partition.Diagnostics;
using Partition.Images.Cpio;
using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Images.Kernels.Arm;
using Partition.Images.Kernels.Arm.Lint;
using Partition.Images.Kernels.Arm.Scripts;
using Partition.Images.Sources;
using Partition.Images.Tests.Ext2;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Diagnostics;

/// <summary>For each code, the smallest input that gives it.</summary>
internal static class Provocations
{
    private const uint Mrs = 0xE10F0000;

    /// <summary>Code and what gives it, in the order of the codes.</summary>
    public static IReadOnlyDictionary<string, Func<ImmutableArray<Diagnostic>>> All { get; } =
        new SortedDictionary<string, Func<ImmutableArray<Diagnostic>>>(StringComparer.Ordinal)
        {
            ["HV3001"] = () => PatchBytes(ZImage()),
            ["HV3002"] = () => PatchBytes(Kernel().Build()[..200]),
            ["HV3003"] = () => PatchBytes(Edit(Kernel().Build(), 4, 2)),
            ["HV3004"] = () => PatchBytes(new ElfBuilder { Machine = 62 }.Build()),
            ["HV3005"] = () => PatchBytes(Edit(Kernel().Build(), 0x2E, 64)),
            ["HV3011"] = () => Patch(k => k.Mark("$t", 0x8004, 1)),
            ["HV3012"] = () => PatchBytes(Unmarked().Build()),
            ["HV3013"] = () => Patch(k => k.AddCode(".init.text", 0x9000, 0xEF020000)),
            ["HV3014"] = () => Patch(k => k.AddCode(".init.text", 0x9000, 0x110F0000)),
            ["HV3015"] = () => PatchBytes(new ElfBuilder().Build()),
            ["HV3016"] = () => PatchBytes(new ElfBuilder { Type = 1 }.Build()),
            ["HV3017"] = () => Patch(k => k.Add(".stubs", 0x9000, k.Words(Mrs))),
            ["HV3018"] = () => Patch(k => k.AddCode(".init.text", 0x9000, [.. Enumerable.Repeat(Mrs, 1_000_001)])),
            ["HV3021"] = () => Flatten(k => k.AddCode(".vectors", 0xFFFF0000, 0xE1A00000)),
            ["HV3022"] = () => FlatImage.Write(new MemoryStream(new ElfBuilder().Build()), null, Stream.Null),
            ["HV3023"] = WriteChangedKernel,
            ["HV3031"] = () => Apply("section,.text\nwrite32,0x8000,0xe1a00000\n# " + new string('x', 300)),
            ["HV3032"] = () => Apply("section,.text\nwrite8,0x8000,0xff"),
            ["HV3033"] = () => Apply("section,.head.text"),
            ["HV3034"] = () => Apply("section,.text\nwrite32,0x9000,0xe1a00000"),
            ["HV3035"] = () => Apply("section,.text\nwrite32,0x8002,0xe1a00000"),
            ["HV3036"] = WriteScriptOfEqualNames,
            ["HV3037"] = ApplyHugeScript,
            ["HV3041"] = () => Lint(Linux(new ElfBuilder(), 0xE3A03000, 0xE34F3F80)), // mov r3, #0; movt r3, #0xff80
            ["HV3042"] = () => Lint(new ElfBuilder { BigEndian = true }),
            ["HV3043"] = () => Lint(WithConfiguration(Linux(new ElfBuilder(), 0xE1A00000), "CONFIG_ARM_LPAE=y\n")),
            ["HV3044"] = () => CheckLoadAddress(0x80008000),
            ["HV4001"] = () => Plan(t => t.AddFile("bin/sh", Trees.Text(""))),
            ["HV4002"] = () => Plan(t => t.AddFile("/boot/../etc/passwd", Trees.Text(""))),
            ["HV4003"] = () => Plan(t => t.AddFile("/bin//sh", Trees.Text(""))),
            ["HV4004"] = () => Plan(t => t.AddFile("/bin/a\0b", Trees.Text(""))),
            ["HV4005"] = () => Plan(t => t.AddFile("/" + new string('n', 256), Trees.Text(""))),
            ["HV4006"] = () => Plan(t => t.AddFile("/init", Trees.Text("")), t => t.AddSymbolicLink("/init", "/bin/busybox")),
            ["HV4007"] = () => Plan(t => t.AddFile("/bin", Trees.Text("")), t => t.AddFile("/bin/sh", Trees.Text(""))),
            ["HV4008"] = () => Plan(t => t.AddFile("/bin/sh", Trees.Text("")), t => t.AddFile("/bin", Trees.Text(""))),
            ["HV4009"] = () => WriteCpio(t => t.AddHardLink("/bin/sh", "/bin/busybox")),
            ["HV4010"] = () => WriteCpio(t => t.AddFile("/log", new FaultyContent(100, Trees.Text("grew or shrank")))),
            ["HV4011"] = () => WriteCpio(t => t.AddFile("/kernel", new FaultyContent(100, null))),
            ["HV4012"] = () => Plan(t => t.AddFile("/init", Trees.Text(""), Trees.Mode(0x81ED))),
            ["HV4013"] = () => Plan(t => t.AddSymbolicLink("/init", "")),
            ["HV4014"] = () => Plan(t => t.AddFile(Deep(255, 16) + "/x", Trees.Text(""))),
            ["HV4015"] = () => Plan(t => t.NoteCapabilities("/bin/ping")),
            ["HV4101"] = () => Table("/dev/console x 600 0 0 5 1"),
            ["HV4102"] = () => Table("/dev/console c 0x180 0 0 5 1"),
            ["HV4103"] = () => List("file /init build/init 0755 0 0"),
            ["HV4104"] = () => List("file /init ${OUTPUT}/init 0755 0 0"),
            ["HV4105"] = () => Table("/bin/su f 4755 0 0"),
            ["HV4106"] = () => Tar(EditTar),
            ["HV4107"] = () => Tar(static bytes => bytes[156] = (byte)'M'),
            ["HV4108"] = () => Table("/dev/tty c 666 0 0 4 0 0 1 1000000"),
            ["HV4201"] = () => WriteCpio(t => t.AddFile("/disk.img", new PatternContent(1L << 32))),
            ["HV4202"] = () => WriteCpio(t => t.AddFile("/old", Trees.Text(""), Trees.Mode(0x1A4, time: -1))),
            ["HV4203"] = () => WriteCpio(t => t.AddFile("/TRAILER!!!", Trees.Text(""))),
            ["HV4204"] = () => WriteCpio(
                new CpioOptions { Profile = ImageProfile.Xvisor },
                t => t.AddFile(Deep(63, 4) + "/x", Trees.Text(""))),
            ["HV4205"] = () => WriteCpio(new CpioOptions { Profile = ImageProfile.Xvisor }, t => t.AddFile("/.profile", Trees.Text(""))),
            ["HV4211"] = () => ReadCpio(Encoding.ASCII.GetBytes("not an archive")),
            ["HV4212"] = () => ReadCpio(EmptyCpio()[..100]),
            ["HV4213"] = () => ReadCpio(Edit(EmptyCpio(), 20, (byte)'x')),
            ["HV4214"] = () => ReadCpio(Edit(EmptyCpio(), 101, (byte)'0')),
            ["HV4215"] = () => ReadCpio([]),
            ["HV4216"] = () => ReadCpio([.. EmptyCpio(), 0x1F, 0x8B, 8, 0]),
            ["HV4217"] = () => ReadCpio(WrongSum()),
            ["HV4301"] = () => WriteExt2(new Ext2Options { Size = 1 << 20 }, t => t.AddFile("/Image", new PatternContent(5 << 20)),
                t => t.AddFile("/rootfs.img", new PatternContent(3 << 20)), t => t.AddFile("/guest.dtb", new PatternContent(14_000))),
            ["HV4302"] = () => WriteExt2(new Ext2Options { BlockSize = 512 }),
            ["HV4303"] = () => WriteExt2(Ext2Images.Linux, t => t.AddFile("/huge", new PatternContent(1L << 35))),
            ["HV4304"] = () => WriteExt2(Ext2Images.Linux, t => t.AddBlockDevice("/dev/far", 4096, 0)),
            ["HV4305"] = () => WriteExt2(new Ext2Options { Label = "vexpress-a9 guests" }),
            ["HV4306"] = () => WriteExt2(new Ext2Options(), AddManyDirectories),
            ["HV4307"] = () => WriteExt2(
                new Ext2Options { InodeSize = 128 },
                t => t.AddFile("/late", Trees.Text(""), Trees.Mode(0x1A4, time: 1L << 31))),
            ["HV4308"] = () => WriteExt2(new Ext2Options { Size = 1L << 42 }),
            ["HV4309"] = () => WriteExt2(Ext2Images.Linux, t => t.AddSymbolicLink("/link", new string('t', 1024))),
            ["HV4310"] = () => WriteExt2(new Ext2Options { InodeSize = 512 }),
            ["HV4311"] = () => WriteExt2(new Ext2Options(), t => t.AddFile("/" + new string('n', 64), Trees.Text(""))),
            ["HV4312"] = () => WriteExt2(new Ext2Options(), t => t.AddFile(Deep(63, 4), Trees.Text(""))),
            ["HV4313"] = () => WriteExt2(new Ext2Options(), t => t.AddFile("/Image", new PatternContent(67_383_297))),
            ["HV4314"] = () => WriteExt2(new Ext2Options(), t => t.AddSymbolicLink("/init", "/bin/busybox")),
            ["HV4315"] = () => WriteExt2(new Ext2Options(), t => t.AddCharacterDevice("/dev/console", 5, 1)),
            ["HV4316"] = () => WriteExt2(new Ext2Options { ReservedPercent = 90 }),
            ["HV4321"] = () => OpenExt2(new byte[8192]),
            ["HV4322"] = () => OpenExt2(Edit(GoodExt2(), 1024 + SuperblockLayout.LogBlockSize, 7)),
            ["HV4323"] = () => OpenExt2(Edit(GoodExt2(), 1024 + SuperblockLayout.FeatureIncompatible, 0x42)),
            ["HV4324"] = () => OpenExt2(GoodExt2()[..8192]),
            ["HV4325"] = () => ListExt2(EditInode(GoodExt2(), InodeLayout.Mode + 1, 0)),
            ["HV4326"] = () => ListExt2(EditRoot(GoodExt2(), 12 + DirectoryLayout.RecordLength, 3)),
            ["HV4327"] = () => ListExt2(EditInode(GoodExt2(), InodeLayout.Block + 3, 0x7F)),
            ["HV4328"] = () => ListExt2(EditRoot(GoodExt2(), 24 + DirectoryLayout.Inode, 2)),
            ["HV4329"] = () => ListExt2(EditInode(GoodExt2(), InodeLayout.SizeLow + 3, 0x01)),
            ["HV4330"] = () => CheckExt2(SharedBlock(GoodExt2())),
            ["HV4331"] = () => CheckExt2(Edit(GoodExt2(), 3 * 1024, 0xF7)),
            ["HV4332"] = () => CheckExt2(Edit(GoodExt2(), 2 * 1024 + GroupDescriptorLayout.FreeInodesCount, 99)),
            ["HV4333"] = () => CheckExt2(Edit(GoodExt2(), 5 * 1024 + 20 * InodeLayout.Size + InodeLayout.LinksCount, 1)),
            ["HV4334"] = () => CheckExt2(Edit(GoodExt2(), 1024 + SuperblockLayout.FeatureReadOnly + 1, 0x04)),
        };

    public static byte[] GoodExt2()
    {
        var tree = new FileTree();
        tree.AddDirectory("/boot");
        tree.AddFile("/boot/Image", Trees.Random(3000, 1));
        var image = new MemoryStream();
        Ext2Writer.Write(tree, new Ext2Options { FreeBytes = 0 }, image);
        return image.ToArray();
    }

    private static byte[] ZImage()
    {
        byte[] bytes = new byte[64];
        new byte[] { 0x18, 0x28, 0x6F, 0x01 }.CopyTo(bytes, 0x24);
        return bytes;
    }

    private static ElfBuilder Kernel()
    {
        var kernel = new ElfBuilder();
        int text = kernel.AddCode(".text", 0x8000, Mrs, 0xE1A00000, 0xE1A00000);
        kernel.Mark("start", 0x8000, text, info: 2);
        return kernel;
    }

    private static ElfBuilder Unmarked()
    {
        var kernel = new ElfBuilder();
        kernel.Add(".text", 0x8000, kernel.Words(Mrs));
        return kernel;
    }

    private static ImmutableArray<Diagnostic> Patch(Action<ElfBuilder> change)
    {
        ElfBuilder kernel = Kernel();
        change(kernel);
        return PatchBytes(kernel.Build());
    }

    private static ImmutableArray<Diagnostic> PatchBytes(byte[] elf) =>
        KernelPatcher.Patch(new MemoryStream(elf), new KernelPatchOptions()).Diagnostics;

    private static ImmutableArray<Diagnostic> Flatten(Action<ElfBuilder> change)
    {
        ElfBuilder kernel = Kernel();
        change(kernel);
        return FlatImage.Write(new MemoryStream(kernel.Build()), null, Stream.Null);
    }

    private static ImmutableArray<Diagnostic> WriteChangedKernel()
    {
        byte[] elf = Kernel().Build();
        KernelPatchResult result = KernelPatcher.Patch(new MemoryStream(elf), new KernelPatchOptions());
        elf[result.Patches[0].FileOffset]++;
        return FlatImage.Write(new MemoryStream(elf), result, Stream.Null);
    }

    private static ImmutableArray<Diagnostic> Apply(string script) => Apply(Kernel(), script);

    private static ImmutableArray<Diagnostic> Apply(ElfBuilder kernel, string script) =>
        PatchScript.Apply(new MemoryStream(kernel.Build()), new MemoryStream(Encoding.UTF8.GetBytes(script))).Diagnostics;

    private static ImmutableArray<Diagnostic> ApplyHugeScript()
    {
        var kernel = new ElfBuilder();
        kernel.Add(".text", 0, new byte[4 * 1_000_001]);
        return Apply(kernel, "section,.text\n" + string.Concat(Enumerable.Range(0, 1_000_001).Select(i => $"write32,{4 * i:x},0\n")));
    }

    private static ImmutableArray<Diagnostic> WriteScriptOfEqualNames()
    {
        ElfBuilder kernel = Kernel();
        kernel.AddCode(".text", 0x9000, Mrs);
        var elf = new MemoryStream(kernel.Build());
        return PatchScript.Write(elf, KernelPatcher.Patch(elf, new KernelPatchOptions()), Stream.Null);
    }

    /// <summary>A kernel that looks like Linux, whose function 'vmalloc' has this code.</summary>
    public static ElfBuilder Linux(ElfBuilder kernel, params uint[] vmalloc)
    {
        int text = kernel.AddCode(".text", 0x8000, vmalloc);
        kernel.Mark("vmalloc", 0x8000, text, info: 2, length: 4 * (uint)vmalloc.Length);
        int data = kernel.Add(".rodata", 0x9000, Trees.Bytes(64, 3), flags: 2);
        kernel.Mark("linux_banner", 0x9000, data, info: 1);
        return kernel;
    }

    /// <summary>Puts a configuration into a kernel as Linux carries it.</summary>
    public static ElfBuilder WithConfiguration(ElfBuilder kernel, string configuration)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(configuration));
        }

        kernel.Add(".rodata.config", 0xA000, [.. "xIKCFG_ST"u8, .. packed.ToArray(), .. "IKCFG_EDx"u8], flags: 2);
        return kernel;
    }

    private static ImmutableArray<Diagnostic> Lint(ElfBuilder kernel) =>
        KernelLint.Check(new MemoryStream(kernel.Build()), new KernelLintOptions());

    private static ImmutableArray<Diagnostic> CheckLoadAddress(uint physicalAddress)
    {
        var kernel = new ElfBuilder();
        int text = kernel.AddCode(".text", 0xC0008000, Mrs);
        kernel.Load(text, text, 0xC0008000, physicalAddress);
        return KernelLint.CheckLoadAddress(new MemoryStream(kernel.Build()), 0x60000000, 16 << 20);
    }

    private static FileTree Tree(Action<FileTree>[] changes)
    {
        var tree = new FileTree();
        foreach (Action<FileTree> change in changes)
        {
            change(tree);
        }

        return tree;
    }

    private static ImmutableArray<Diagnostic> Plan(params Action<FileTree>[] changes) => Tree(changes).Diagnostics;

    private static ImmutableArray<Diagnostic> WriteCpio(params Action<FileTree>[] changes) =>
        CpioWriter.Write(Tree(changes), new CpioOptions(), Stream.Null);

    private static ImmutableArray<Diagnostic> WriteCpio(CpioOptions options, params Action<FileTree>[] changes) =>
        CpioWriter.Write(Tree(changes), options, Stream.Null);

    private static ImmutableArray<Diagnostic> Table(string line) => Plan(tree => DeviceTable.AddTo(tree, line, "devices.txt"));

    private static ImmutableArray<Diagnostic> List(string line) =>
        Plan(tree => InitramfsList.AddTo(tree, line, "initramfs.list", static _ => null, static _ => null));

    private static ImmutableArray<Diagnostic> Tar(Action<byte[]> change)
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "bin/sh") { DataStream = new MemoryStream([1, 2, 3]) });
        }

        byte[] bytes = archive.ToArray();
        change(bytes);

        // The sum of the header, with blanks in its own place.
        bytes.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes($"{Convert.ToString(bytes.Take(512).Sum(static value => value), 8).PadLeft(6, '0')}\0 ").CopyTo(bytes, 148);
        return Plan(tree => TarSource.AddTo(tree, new MemoryStream(bytes), "rootfs.tar", static (_, length) => new PatternContent(length)));
    }

    // A length that is no octal number.
    private static void EditTar(byte[] bytes) => bytes.AsSpan(124, 11).Fill((byte)'9');

    private static byte[] WrongSum()
    {
        var archive = new MemoryStream();
        CpioWriter.Write(Tree([static t => t.AddFile("/init", Trees.Text("#!/bin/sh\n"))]), new CpioOptions { Checksums = true }, archive);
        byte[] bytes = archive.ToArray();
        bytes[bytes.AsSpan().IndexOf("#!/bin"u8)]++;
        return bytes;
    }

    private static ImmutableArray<Diagnostic> CheckExt2(byte[] image) => Ext2Images.Open(new MemoryStream(image)).Check();

    // The first block of the file becomes that of the root's records.
    private static byte[] SharedBlock(byte[] image)
    {
        Ext2Entry file = Ext2Images.Open(new MemoryStream(image)).List().Entries.Single(static e => e.Kind == FileEntryKind.RegularFile);
        return Edit(image, 5 * 1024 + ((int)file.Inode - 1) * InodeLayout.Size + InodeLayout.Block, 9);
    }

    private static ImmutableArray<Diagnostic> WriteExt2(Ext2Options options, params Action<FileTree>[] changes) =>
        Ext2Writer.Write(Tree(changes), options, new MemoryStream()).Diagnostics;

    private static string Deep(int nameLength, int depth) =>
        string.Concat(Enumerable.Repeat("/" + new string('d', nameLength), depth));

    private static void AddManyDirectories(FileTree tree)
    {
        for (int i = 0; i < 31999; i++)
        {
            tree.AddDirectory($"/many/{i}");
        }
    }

    private static byte[] EmptyCpio()
    {
        var archive = new MemoryStream();
        CpioWriter.Write(new FileTree(), new CpioOptions(), archive);
        return archive.ToArray();
    }

    private static ImmutableArray<Diagnostic> ReadCpio(byte[] archive) => CpioReader.Read(new MemoryStream(archive)).Diagnostics;

    private static ImmutableArray<Diagnostic> OpenExt2(byte[] image) => Ext2Reader.Open(new MemoryStream(image)).Diagnostics;

    private static ImmutableArray<Diagnostic> ListExt2(byte[] image) => Ext2Images.Open(new MemoryStream(image)).List().Diagnostics;

    // Blocks of the image: 1 superblock, 2 descriptors, 3 and 4 bitmaps, 5 to 8 inodes, 9 the root's records.
    private static byte[] EditInode(byte[] image, int offset, byte value) => Edit(image, 5 * 1024 + InodeLayout.Size + offset, value);

    private static byte[] EditRoot(byte[] image, int offset, byte value) => Edit(image, 9 * 1024 + offset, value);

    private static byte[] Edit(byte[] bytes, int offset, byte value)
    {
        bytes[offset] = value;
        return bytes;
    }
}
