using System.Formats.Tar;
using System.Text;
using Partition.Diagnostics;
using Partition.Images.Cpio;
using Partition.Images.Elf;
using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Images.Kernels;
using Partition.Images.Kernels.Arm;
using Partition.Images.Kernels.Arm.Lint;
using Partition.Images.Kernels.Arm.Reports;
using Partition.Images.Kernels.Arm.Scripts;
using Partition.Images.Sources;

namespace Partition.Fuzz;

/// <summary>The readers of archives, images, lists and kernels.</summary>
internal static class ImageReaders
{
    /// <summary>Larger plans are not written: a few bytes may claim a file of terabytes, which an image may have as a hole.</summary>
    private const long MaxWritten = 8 << 20;

    /// <summary>Makes the readers.</summary>
    /// <param name="corpus">Finds kept inputs by the reader's name.</param>
    /// <param name="kernel">An ELF file of a kernel.</param>
    public static IEnumerable<FuzzReader> All(Func<string, IEnumerable<byte[]>> corpus, byte[] kernel)
    {
        byte[] script = ScriptOf(kernel);
        return
        [
            new("tar", false, [.. Tars(), .. corpus("tar")], static (bytes, _) => ReadArchive(bytes, TarSource.AddTo)),
            new("newc", false, [Newc(false), Newc(true), .. corpus("newc")], static (bytes, _) =>
            {
                CpioReader.Read(new MemoryStream(bytes));
                return ReadArchive(
                    bytes, static (tree, archive, name, slice, target, _) => CpioSource.AddTo(tree, archive, name, slice, target));
            }),
            new("ext2", false, [Ext2(1024), Ext2(4096), .. corpus("ext2")], static (bytes, _) => ReadExt2(bytes)),
            new("list", true, [.. corpus("list")], static (bytes, _) => ReadText(bytes, static (tree, text) => InitramfsList.AddTo(
                tree,
                text,
                "list",
                static location => location.Length > 5 ? null : new ZeroContent(location.Length),
                static name => name + "$"))),
            new("table", true, [.. corpus("table")], static (bytes, _) =>
                ReadText(bytes, static (tree, text) => DeviceTable.AddTo(tree, text, "table"))),
            new("elf", false, [kernel, .. corpus("elf")], static (bytes, random) => ReadKernel(bytes, random)),
            new("script", true, [script, .. corpus("script")], (bytes, _) => ReadScript(kernel, bytes)),
        ];
    }

    private delegate void AddArchive(
        FileTree tree, Stream archive, string name, Func<long, long, IFileContent> slice, string target, CancellationToken cancellation);

    private static string? ReadArchive(byte[] bytes, AddArchive add)
    {
        // .NET's reader gives contents that pass the end of an archive that is cut off: whoever reads one gets less, and says so.
        var tree = new FileTree();
        add(
            tree,
            new MemoryStream(bytes),
            "archive",
            (offset, length) => offset >= 0 && offset <= bytes.Length - length
                ? new MemoryContent(bytes.AsMemory((int)offset, (int)length))
                : new ZeroContent(length),
            "/",
            CancellationToken.None);
        return WriteAndRead(tree);
    }

    private static string? ReadText(byte[] bytes, Action<FileTree, string> add)
    {
        var tree = new FileTree();
        add(tree, Encoding.UTF8.GetString(bytes));
        return WriteAndRead(tree);
    }

    /// <summary>Whatever plan came out: both writers write it, and the readers find it good.</summary>
    private static string? WriteAndRead(FileTree tree)
    {
        if (tree.Entries.Sum(static entry => (decimal)entry.Length) > MaxWritten || tree.Count > 5000)
        {
            return null;
        }

        var archive = new MemoryStream();
        bool hasArchive = !HasErrors(CpioWriter.Write(tree, new CpioOptions(), archive));
        if (hasArchive && CpioReader.Read(archive) is var read && (read.Diagnostics.Length > 0 || read.Entries.Length != tree.Count - 1))
        {
            return $"the archive that was written is not good: {read.Diagnostics.FirstOrDefault()}";
        }

        var image = new MemoryStream();
        Ext2WriteResult written = Ext2Writer.Write(
            tree, new Ext2Options { Profile = ImageProfile.Linux, BlockSize = Ext2Options.Automatic, FreeBytes = 0 }, image);
        if (tree.HasErrors && (hasArchive || written.Succeeded))
        {
            return "a plan with errors was written";
        }

        return written.Succeeded && Ext2Reader.Open(image).Reader?.Check() is not { IsEmpty: true }
            ? "the image that was written is not good"
            : null;
    }

    private static string? ReadExt2(byte[] bytes)
    {
        Ext2OpenResult opened = Ext2Reader.Open(new MemoryStream(bytes));
        if (opened.Reader is not { } reader)
        {
            return opened.Diagnostics.IsEmpty ? "no reader and no reason" : null;
        }

        Ext2Listing listing = reader.List();
        bool isClean = reader.Check().IsEmpty;
        if (listing.Entries.Any(static entry => entry.Size < 0))
        {
            return "an entry has a negative length";
        }

        byte[] buffer = new byte[1 << 16];
        foreach (Ext2Entry entry in listing.Entries)
        {
            var diagnostics = new List<Diagnostic>();
            using Stream? stream = reader.OpenFile(entry, diagnostics);
            if (stream is null && diagnostics.Count == 0)
            {
                return $"'{entry.Path}' is not opened, without a reason";
            }

            for (int i = 0; i < 8 && stream?.Read(buffer) > 0; i++)
            {
            }

                _ = reader.BlocksOf(entry, diagnostics).Take(1000).Count();
            if (isClean && entry.Kind is FileEntryKind.RegularFile or FileEntryKind.Directory && diagnostics.Count > 0)
            {
                return $"the check finds nothing, and reading '{entry.Path}' does: {diagnostics[0]}";
            }
        }

        var tree = new FileTree();
        Ext2Source.AddTo(tree, reader, "image");
        return WriteAndRead(tree);
    }

    private static string? ReadKernel(byte[] bytes, Random random)
    {
        var stream = new MemoryStream(bytes);
        KernelFormats.Detect(bytes.AsSpan(0, Math.Min(bytes.Length, KernelFormats.HeadLength)));
        ElfFile.Read(stream);
        KernelLint.Check(stream, new KernelLintOptions());
        KernelLint.CheckLoadAddress(stream, 0x60000000, 16 << 20);
        KernelPatchResult result = KernelPatcher.Patch(
            stream, new KernelPatchOptions { PatchConditional = random.Next(2) == 0, AssumeUnpatched = random.Next(2) == 0 });
        if (!result.Succeeded)
        {
            return result.Diagnostics.IsEmpty ? "not patched, without a reason" : null;
        }

        KernelPatchReport.Of(result).WriteJson(Stream.Null);
        var script = new MemoryStream();
        bool hasScript = !HasErrors(PatchScript.Write(stream, result, script));
        script.Position = 0;
        KernelPatcher.WriteElf(stream, result, Stream.Null);
        if (hasScript && PatchScript.Apply(stream, script) is { } applied
            && (!applied.Succeeded || !applied.Patches.Select(Key).ToHashSet().SetEquals(result.Patches.Select(Key))))
        {
            return "the script does not do what patching does";
        }

        return null;

        static (long, uint) Key(PatchedWord word) => (word.FileOffset, word.Replacement);
    }

    private static string? ReadScript(byte[] kernel, byte[] script)
    {
        KernelPatchResult result = PatchScript.Apply(new MemoryStream(kernel), new MemoryStream(script));
        return result.Succeeded && HasErrors(FlatImage.Write(new MemoryStream(kernel), result, new ForgetfulStream()))
            ? "what was accepted cannot be written"
            : null;
    }

    private static bool HasErrors(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static IEnumerable<byte[]> Tars()
    {
        foreach (TarEntryFormat format in (TarEntryFormat[])[TarEntryFormat.Ustar, TarEntryFormat.Pax, TarEntryFormat.Gnu])
        {
            var archive = new MemoryStream();
            using (var writer = new TarWriter(archive, format, leaveOpen: true))
            {
                Add(writer, format, TarEntryType.Directory, "./bin", static _ => { });
                Add(
                    writer,
                    format,
                    TarEntryType.RegularFile,
                    "./bin/sh",
                    static entry => entry.DataStream = new MemoryStream(new byte[700]));
                Add(writer, format, TarEntryType.SymbolicLink, "./init", static entry => entry.LinkName = "bin/sh");
                Add(writer, format, TarEntryType.HardLink, "./bin/ash", static entry => entry.LinkName = "./bin/sh");
                Add(writer, format, TarEntryType.CharacterDevice, "./dev/console", static entry => ((PosixTarEntry)entry).DeviceMajor = 5);
                if (format != TarEntryFormat.Ustar)
                {
                    Add(writer, format, TarEntryType.RegularFile, new string('n', 150), static _ => { });
                    Add(writer, format, TarEntryType.SymbolicLink, "./long", static entry => entry.LinkName = new string('t', 200));
                }
            }

            yield return archive.ToArray();
        }
    }

    private static void Add(TarWriter writer, TarEntryFormat format, TarEntryType type, string name, Action<TarEntry> set)
    {
        TarEntry entry = format switch
        {
            TarEntryFormat.Ustar => new UstarTarEntry(type, name),
            TarEntryFormat.Pax => new PaxTarEntry(type, name),
            _ => new GnuTarEntry(type, name),
        };
        set(entry);
        writer.WriteEntry(entry);
    }

    private static byte[] Newc(bool checksums)
    {
        var archive = new MemoryStream();
        CpioWriter.Write(Tree(), new CpioOptions { Checksums = checksums }, archive);
        return archive.ToArray();
    }

    private static byte[] Ext2(int blockSize)
    {
        var image = new MemoryStream();
        Ext2Writer.Write(
            Tree(), new Ext2Options { Profile = ImageProfile.Linux, BlockSize = blockSize, FreeBytes = 0, InodeCount = 32 }, image);
        return image.ToArray();
    }

    private static FileTree Tree()
    {
        var tree = new FileTree();
        tree.AddFile("/bin/sh", new MemoryContent(new byte[20_000]));
        tree.AddFile("/etc/motd", new MemoryContent("hello\n"u8.ToArray()));
        tree.AddHardLink("/bin/ash", "/bin/sh");
        tree.AddSymbolicLink("/init", "/bin/sh");
        tree.AddSymbolicLink("/slow", new string('s', 80));
        tree.AddCharacterDevice("/dev/console", 5, 1);
        tree.AddBlockDevice("/dev/large", 500, 70000);
        tree.AddFifo("/run/pipe");
        return tree;
    }

    private static byte[] ScriptOf(byte[] kernel)
    {
        var script = new MemoryStream();
        var stream = new MemoryStream(kernel);
        PatchScript.Write(stream, KernelPatcher.Patch(stream, new KernelPatchOptions()), script);
        return script.ToArray();
    }

    /// <summary>A content of zeros that takes no memory.</summary>
    private sealed class ZeroContent(long length) : IFileContent
    {
        public long Length => length;

        public Stream OpenRead() => new MemoryStream(new byte[Math.Min(length, 1 << 20)]);
    }

    /// <summary>A stream that forgets what is written.</summary>
    private sealed class ForgetfulStream : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
        }
    }
}
