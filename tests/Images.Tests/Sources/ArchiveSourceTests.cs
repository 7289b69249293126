using System.Formats.Tar;
using Partition.Images.Cpio;
using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Images.Sources;
using Partition.Images.Tests.Ext2;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Sources;

/// <summary>What other programs pack comes out as it went in.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public class ArchiveSourceTests
{
    [ToolFact("tar")]
    public void ATarOfTarIsTheTreeThatWasPacked()
    {
        foreach (string format in (string[])["ustar", "pax", "gnu", "oldgnu"])
        {
            using var folder = new TemporaryFolder();
            MakeTree(folder);
            Tool.Run("tar", folder.Folder, "--format", format, "-cf", "a.tar", "-C", "in", ".").Succeeded();
            byte[] bytes = File.ReadAllBytes(folder.File("a.tar"));
            Assert.True(TarSource.IsOne(bytes));
            var tree = new FileTree();
            TarSource.AddTo(
                tree,
                new MemoryStream(bytes),
                "a.tar",
                (offset, length) => new MemoryContent(bytes.AsMemory((int)offset, (int)length)));
            AssertIsTree(tree, folder);
        }
    }

    [ToolFact("cpio", "find")]
    public void ACpioOfCpioIsTheTreeThatWasPacked()
    {
        foreach (string format in (string[])["newc", "crc"])
        {
            using var folder = new TemporaryFolder();
            MakeTree(folder);
            byte[] list = System.Text.Encoding.UTF8.GetBytes(Tool.Run("find", folder.File("in"), ".").Succeeded().Text);
            byte[] bytes = Tool.Run("cpio", folder.File("in"), list, "-o", "-H", format, "--quiet").Succeeded().Bytes;
            Assert.True(CpioSource.IsOne(bytes));
            AssertIsTree(FromCpio(bytes), folder);
        }
    }

    [ToolFact("cpio")]
    public void AnArchiveWithSumsIsTakenByCpio()
    {
        using var folder = new TemporaryFolder();
        var archive = new MemoryStream();
        Assert.Empty(CpioWriter.Write(Trees.EveryKind(), new CpioOptions { Checksums = true, Timestamp = 1_700_000_000 }, archive));
        byte[] bytes = archive.ToArray();
        Tool.Run("cpio", folder.Folder, bytes, "-t", "--only-verify-crc", "--quiet").Succeeded();
        Assert.Empty(CpioReader.Read(new MemoryStream(bytes)).Diagnostics);

        bytes[bytes.AsSpan().IndexOf("hello\n"u8)]++;
        Assert.Equal("HV4217", Assert.Single(CpioReader.Read(new MemoryStream(bytes)).Diagnostics).Code);
    }

    [Fact]
    public void AnArchiveReadAndWrittenIsItself()
    {
        var first = new MemoryStream();
        CpioWriter.Write(Trees.EveryKind(), new CpioOptions { Timestamp = 1_700_000_000 }, first);
        var second = new MemoryStream();
        CpioWriter.Write(FromCpio(first.ToArray()), new CpioOptions(), second);
        Assert.Equal(first.ToArray(), second.ToArray());
    }

    [Fact]
    public void ArchivesThatStandBehindEachOtherAreReadInTurn()
    {
        byte[] one = Pack(("/a", "one"), ("/b", "two"));
        byte[] two = Pack(("/b", "three"));
        FileTree tree = FromCpio([.. one, .. new byte[1024], .. two]);
        Assert.Equal(["/", "/a", "/b"], tree.Entries.Select(static e => e.Path));
        Assert.Equal(5, tree.Find("/b")!.Length);
        Assert.Equal("HV4006", Assert.Single(tree.Diagnostics).Code);
        Assert.Equal("HV4216", Assert.Single(FromCpio([.. one, 0x1F, 0x8B, 8, 0]).Diagnostics).Code);
    }

    [Theory]
    [InlineData("SCHILY.xattr.security.capability", "HV4015")]
    [InlineData("LIBARCHIVE.xattr.security.capability", "HV4015")]
    [InlineData("SCHILY.xattr.security.selinux", null)]
    public void NamesTheFirstFileOfATarThatLosesCapabilities(string attribute, string? code)
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (string name in (string[])["bin/ping", "bin/traceroute"])
            {
                writer.WriteEntry(new PaxTarEntry(
                    TarEntryType.RegularFile, name, [new(attribute, "\u0001\0\0\u0002\0 \0\0\0\0\0\0\0\0\0\0\0\0\0\0")]));
            }
        }

        archive.Position = 0;
        var tree = new FileTree();
        TarSource.AddTo(tree, archive, "a.tar", static (_, length) => new PatternContent(length));
        Assert.Equal(code is null ? [] : [code], tree.Diagnostics.Select(static diagnostic => diagnostic.Code));
        Assert.All(
            tree.Diagnostics,
            static diagnostic => Assert.StartsWith("'/bin/ping' has", diagnostic.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void NoMutationOfATarThrows()
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "a") { DataStream = new MemoryStream(Trees.Bytes(700, 1)) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "b") { LinkName = "a" });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.CharacterDevice, "c") { DeviceMajor = 5, DeviceMinor = 1 });
        }

        Mutations.Run(archive.ToArray(), 4000, seed: 3, static stream => TarSource.AddTo(
            new FileTree(), stream, "a.tar", static (_, length) => new PatternContent(length)));
    }

    [Fact]
    public void NoMutationOfACpioThrows()
    {
        var archive = new MemoryStream();
        CpioWriter.Write(Trees.EveryKind(), new CpioOptions { Checksums = true }, archive);
        Mutations.Run(archive.ToArray(), 4000, seed: 3, static stream => CpioSource.AddTo(
            new FileTree(), stream, "a.cpio", static (_, length) => new PatternContent(length)));
    }

    private static byte[] Pack(params (string Path, string Text)[] files)
    {
        var tree = new FileTree();
        foreach ((string path, string text) in files)
        {
            tree.AddFile(path, Trees.Text(text));
        }

        var archive = new MemoryStream();
        CpioWriter.Write(tree, new CpioOptions(), archive);
        return archive.ToArray();
    }

    private static FileTree FromCpio(byte[] bytes)
    {
        var tree = new FileTree();
        CpioSource.AddTo(
            tree,
            new MemoryStream(bytes),
            "a.cpio",
            (offset, length) => new MemoryContent(bytes.AsMemory((int)offset, (int)length)));
        return tree;
    }

    private static void MakeTree(TemporaryFolder folder)
    {
        Directory.CreateDirectory(folder.File("in/deep/" + new string('d', 90)));
        folder.Write("in/deep/file", Trees.Bytes(5000, 1));
        folder.Write("in/deep/" + new string('d', 90) + "/" + new string('f', 90), Trees.Bytes(10, 2));
        folder.Write("in/empty", []);
        File.SetUnixFileMode(folder.File("in/deep/file"), (UnixFileMode)0x9ED & (UnixFileMode)0x1FF);
        File.CreateSymbolicLink(folder.File("in/link"), "deep/file");
        Tool.Run("ln", folder.Folder, "in/deep/file", "in/hard").Succeeded();
        Tool.Run("mkfifo", folder.Folder, "in/pipe").Succeeded();
    }

    private static void AssertIsTree(FileTree tree, TemporaryFolder folder)
    {
        Assert.Empty(tree.Diagnostics);
        string[] expected = [.. Directory.EnumerateFileSystemEntries(folder.File("in"), "*", SearchOption.AllDirectories)
            .Select(path => path[folder.File("in").Length..])];
        Assert.Equal(
            expected.Append("/").Order(StringComparer.Ordinal),
            tree.Entries.Select(static e => e.Path).Order(StringComparer.Ordinal));
        Assert.Equal("deep/file", tree.Find("/link")!.LinkTarget);
        Assert.Equal(FileEntryKind.Fifo, tree.Find("/pipe")!.Kind);
        (MemoryStream image, _) = Ext2Images.Make(tree, Ext2Images.Linux);
        Ext2Reader reader = Ext2Images.Open(image);
        foreach (Ext2Entry entry in reader.List().Entries.Where(static e => e.Kind == FileEntryKind.RegularFile))
        {
            Assert.Equal(File.ReadAllBytes(folder.File("in") + entry.Path), Ext2Images.ReadAll(reader, entry));
            Assert.Equal(File.GetUnixFileMode(folder.File("in") + entry.Path), (UnixFileMode)entry.Mode);
            Assert.Equal(entry.Path is "/hard" or "/deep/file" ? 2 : 1, entry.LinkCount);
        }

        Assert.InRange(tree.Find("/empty")!.ModificationTime!.Value, 1, long.MaxValue);
    }
}
