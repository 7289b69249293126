using System.Formats.Tar;
using System.IO.Compression;
using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Images.Sources;

namespace Partition.Sdk.Tests;

/// <summary>What the items of a project put into file systems, read back from the finished files.</summary>
[Trait("Speed", "Slow")]
public sealed class FileSystemTests
{
    private const string Items = GuestProject.Guest + """
        <RootArchive Include="rootfs.tar.gz" TargetPath="/" />
        <RootDirectory Include="overlay" Excludes="*.o; doc/*" />
        <RootFile Include="init" TargetPath="/init" Mode="0755" />
        <RootLink Include="/linuxrc" LinkTarget="/init" Hard="true" />
        <RootNode Include="/run/sock" Type="s" />
        <RootList Include="nodes.list" />
        <DiskArchive Include="rootfs.tar.gz" TargetPath="/data" />
        <DiskList Include="table.txt" />
        """;

    [Fact]
    public void ArchivesFoldersItemsAndListsAreLaidOverEachOther()
    {
        using TestProject project = Create();
        BuildOutcome outcome = project.Build();
        Assert.Empty(outcome.Errors);
        FileTree tree = ReadArchive(File.ReadAllBytes(project["bin/Debug/guests/guest0/rootfs.img"]));
        Assert.Equal(
            ["/", "/bin", "/bin/sh", "/dev", "/dev/console", "/doc", "/init", "/keep", "/linuxrc", "/run", "/run/sock", "/var"],
            tree.Entries.Select(static entry => entry.Path).Order(StringComparer.Ordinal));
        Assert.Equal(
            (FileEntryKind.CharacterDevice, 5u, 1u),
            (tree.Find("/dev/console")!.Kind, tree.Find("/dev/console")!.DeviceMajor, tree.Find("/dev/console")!.DeviceMinor));
        Assert.Equal(FileEntryKind.Socket, tree.Find("/run/sock")!.Kind);
        Assert.Equal((0x9ED, 3u), (tree.Find("/bin/sh")!.Mode, tree.Find("/bin/sh")!.UserId));
        Assert.Equal("init of the item", TextOf(tree.Find(tree.Find("/init")!.Kind == FileEntryKind.HardLink ? "/linuxrc" : "/init")!));

        Ext2Entry[] disk = Disk(project);
        Assert.Contains(disk, static entry => entry is { Path: "/data/bin/sh", Size: 5 });
        Assert.Contains(disk, static entry => entry is { Path: "/data/init", Mode: 0x180, UserId: 7 });
    }

    [Fact]
    public void ADetailedLogNotesWhatALaterItemReplacesAndWhereTheProjectHasIt()
    {
        using TestProject project = GuestProject.Create(GuestProject.Guest + """
            <DiskFile Include="board.dts" TargetPath="/data" />
            <DiskFile Include="board.dtsi" TargetPath="/data" />
            """);
        string note = Assert.Single(project.Build().Notes, static note => note.Contains("'/data'", StringComparison.Ordinal));
        Assert.Equal("board.partproj(13,32): HV4006: '/data' is given more than once: the file that comes later replaces the file.", note);
    }

    [Fact]
    public void AnItemThatIsALinkStandsForTheFileThatItLeadsTo()
    {
        using TestProject project = GuestProject.Create(GuestProject.Guest + """
            <RootFile Include="text" TargetPath="/text" />
            <RootFile Include="program" TargetPath="/program" />
            <RootDirectory Include="folder" TargetPath="/folder" />
            """);
        project.Write("elsewhere/text", new string('x', 5000));
        project.Write("elsewhere/program", "#!/bin/sh");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(project["elsewhere/program"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        File.CreateSymbolicLink(project["text"], "elsewhere/text");
        File.CreateSymbolicLink(project["elsewhere/again"], "program");
        File.CreateSymbolicLink(project["program"], "elsewhere/again");
        File.CreateSymbolicLink(project["folder"], "elsewhere");

        Assert.Empty(project.Build().Errors);

        FileTree tree = ReadArchive(File.ReadAllBytes(project["bin/Debug/guests/guest0/rootfs.img"]));
        Assert.Equal((0x1A4, new string('x', 5000)), (tree.Find("/text")!.Mode, TextOf(tree.Find("/text")!)));
        Assert.Equal((0x1ED, "#!/bin/sh"), (tree.Find("/program")!.Mode, TextOf(tree.Find("/program")!)));
        // In a folder, links stay links.
        Assert.Equal((FileEntryKind.SymbolicLink, "program"), (tree.Find("/folder/again")!.Kind, tree.Find("/folder/again")!.LinkTarget));
    }

    [Fact]
    public void WhatWasUnpackedOfAnArchiveGoesWithIt()
    {
        using TestProject project = Create();
        Assert.Empty(project.Build().Errors);
        Assert.Single(Folders.FilesOf(project["obj/Debug/disk.archives"]));

        project.WriteProject(Items.Split("<DiskArchive")[0]);
        Assert.Empty(project.Build().Errors);

        Assert.Empty(Folders.FilesOf(project["obj/Debug/disk.archives"]));
    }

    [Fact]
    public void AChangedArchiveIsPackedAgainAndAnUnchangedOneIsNot()
    {
        using TestProject project = Create();
        project.Build();
        Assert.Empty(project.Build().Stages);
        WriteTar(project, "changed");
        project.Touch("rootfs.tar.gz");
        Assert.Contains("PackRootFileSystem", project.Build().Stages);
        Assert.Equal("changed", TextOf(ReadArchive(File.ReadAllBytes(project["bin/Debug/guests/guest0/rootfs.img"])).Find("/var")!));
    }

    [Fact]
    public void ARootFileSystemIsCompressedWhenAskedFor()
    {
        using TestProject project = Create();
        project.Build();
        byte[] plain = File.ReadAllBytes(project["bin/Debug/guests/guest0/rootfs.img"]);
        Assert.Contains("PackRootFileSystem", project.Build(("RootFileSystemCompression", "gzip")).Stages);
        using var unpacked = new GZipStream(File.OpenRead(project["bin/Debug/guests/guest0/rootfs.img"]), CompressionMode.Decompress);
        var bytes = new MemoryStream();
        unpacked.CopyTo(bytes);
        Assert.Equal(plain, bytes.ToArray());
    }

    [Fact]
    public void ALongFileGetsLongerBlocks()
    {
        using TestProject project = GuestProject.Create(GuestProject.Guest + """<DiskFile Include="long" />""");
        using (FileStream file = File.Create(project["long"]))
        {
            file.SetLength(70 << 20);
        }

        Assert.Empty(project.Build().Errors);
        Assert.Equal(4096, BlockSizeOf(project));
        Assert.Equal(["HV4313"], project.Build(("DiskBlockSize", "1024")).Errors.Select(static error => error.Split(": ")[1]));
        Assert.Empty(project.Build(("DiskProfile", "linux"), ("DiskHoles", "true")).Errors);
        Assert.Equal(1024, BlockSizeOf(project));
        Assert.True(new FileInfo(project["bin/Debug/disk.img"]).Length < 4 << 20);
    }

    [Theory]
    [InlineData("""<DiskArchive Include="init" />""", "HV0018")]
    [InlineData("""<DiskArchive Include="nowhere.tar" />""", "HV0004")]
    [InlineData("""<DiskList Include="nowhere.txt" />""", "HV0004")]
    public void AFaultOfAnItemIsAtTheItem(string item, string code)
    {
        using TestProject project = GuestProject.Create(GuestProject.Guest + item);
        project.Write("init", "no archive");
        string error = Assert.Single(project.Build().Errors);
        Assert.StartsWith("board.partproj(", error, StringComparison.Ordinal);
        Assert.Contains(code, error, StringComparison.Ordinal);
    }

    [Fact]
    public void AFaultInAListIsAtItsLine()
    {
        using TestProject project = GuestProject.Create(GuestProject.Guest + """<RootList Include="nodes.list" />""");
        project.Write("nodes.list", "dir /dev 0755 0 0\nnod /dev/console 0600 0 0 c five 1\n");
        Assert.Equal(
            "nodes.list(2,1): HV4102: 'five' is no major number; a decimal number from 0 to 4294967295 can stand here.",
            Assert.Single(project.Build().Errors));
    }

    private static TestProject Create()
    {
        TestProject project = GuestProject.Create(Items);
        WriteTar(project, "var");
        project.Write("overlay/keep", "keep");
        project.Write("overlay/object.o", "object");
        project.Write("overlay/doc/read.me", "read");
        project.Write("init", "init of the item");
        project.Write("nodes.list", "nod /dev/console 0600 0 0 c 5 1\n");
        project.Write("table.txt", "/data/init f 600 7 0 - - - - -\n");
        return project;
    }

    private static void WriteTar(TestProject project, string text)
    {
        using var compressed = new GZipStream(File.Create(project["rootfs.tar.gz"]), CompressionLevel.Fastest);
        using var tar = new TarWriter(compressed, TarEntryFormat.Pax);
        tar.WriteEntry(new PaxTarEntry(
            TarEntryType.RegularFile,
            "bin/sh") { DataStream = new MemoryStream("shell"u8.ToArray()), Mode = (UnixFileMode)0x9ED, Uid = 3 });
        tar.WriteEntry(new PaxTarEntry(
            TarEntryType.RegularFile,
            "init") { DataStream = new MemoryStream("init of the archive"u8.ToArray()) });
        tar.WriteEntry(new PaxTarEntry(
            TarEntryType.RegularFile,
            "var") { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)) });
    }

    private static FileTree ReadArchive(byte[] bytes)
    {
        var tree = new FileTree();
        CpioSource.AddTo(
            tree,
            new MemoryStream(bytes),
            "rootfs.img",
            (offset, length) => new MemoryContent(bytes.AsMemory((int)offset, (int)length)));
        Assert.Empty(tree.Diagnostics);
        return tree;
    }

    private static string TextOf(FileEntry entry)
    {
        using var reader = new StreamReader(entry.Content!.OpenRead());
        return reader.ReadToEnd();
    }

    private static Ext2Entry[] Disk(TestProject project)
    {
        using FileStream image = File.OpenRead(project["bin/Debug/disk.img"]);
        return [.. Ext2Reader.Open(image).Reader!.List().Entries];
    }

    private static int BlockSizeOf(TestProject project)
    {
        using FileStream image = File.OpenRead(project["bin/Debug/disk.img"]);
        return Ext2Reader.Open(image).Reader!.BlockSize;
    }
}
