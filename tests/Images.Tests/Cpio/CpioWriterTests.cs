using System.Text;
using Partition.Diagnostics;
using Partition.Images.Cpio;
using Partition.Images.Files;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Cpio;

public class CpioWriterTests
{
    [Fact]
    public void AnEmptyPlanIsATrailer()
    {
        byte[] bytes = Write(new FileTree());
        string expected = "070701"
            + "00000000" // ino
            + "00000000" // mode
            + "00000000" // uid
            + "00000000" // gid
            + "00000001" // nlink
            + "00000000" // mtime
            + "00000000" // filesize
            + "00000000" // devmajor
            + "00000000" // devminor
            + "00000000" // rdevmajor
            + "00000000" // rdevminor
            + "0000000B" // namesize
            + "00000000" // check
            + "TRAILER!!!\0";
        Assert.Equal(expected.PadRight(512, '\0'), Encoding.ASCII.GetString(bytes));
    }

    [Fact]
    public void AFileIsARecordOfItsAttributes()
    {
        var tree = new FileTree();
        tree.AddFile("/init", Trees.Text("#!/bin/sh\n"), Trees.Mode(0x1ED, 10, 11, 0x5E0BE100));
        string expected = "070701"
            + "00000000" // ino
            + "000081ED" // mode
            + "0000000A" // uid
            + "0000000B" // gid
            + "00000001" // nlink
            + "5E0BE100" // mtime
            + "0000000A" // filesize
            + "00000000" // devmajor
            + "00000000" // devminor
            + "00000000" // rdevmajor
            + "00000000" // rdevminor
            + "00000005" // namesize
            + "00000000" // check
            + "init\0\0"  // to a multiple of 4
            + "#!/bin/sh\n\0\0";
        Assert.StartsWith(expected + "070701", Encoding.ASCII.GetString(Write(tree)), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadsBackWrittenArchives()
    {
        FileTree tree = Trees.EveryKind();
        byte[] bytes = Write(tree, new CpioOptions { Timestamp = 99 });
        CpioReadResult read = CpioReader.Read(new MemoryStream(bytes));
        Assert.Empty(read.Diagnostics);
        Assert.Equal(tree.Count - 1, read.Entries.Length);
        foreach (CpioEntry entry in read.Entries)
        {
            FileEntry planned = tree.Find("/" + entry.Name)!;
            while (planned.Kind == FileEntryKind.HardLink)
            {
                planned = tree.Find(planned.LinkTarget)!;
            }

            Assert.Equal((uint)(UnixMode.TypeOf(planned.Kind) | planned.Mode), entry.Mode);
            Assert.Equal((planned.UserId, planned.GroupId), (entry.UserId, entry.GroupId));
            Assert.Equal(planned.ModificationTime ?? 99, entry.ModificationTime);
            Assert.Equal((planned.DeviceMajor, planned.DeviceMinor), (entry.DeviceMajor, entry.DeviceMinor));
            Assert.Equal(0, entry.ContentOffset % 4);
        }

        CpioEntry slow = read.Entries.Single(e => e.Name == "slow");
        Assert.Equal(new string('s', 60), Encoding.ASCII.GetString(bytes, (int)slow.ContentOffset, (int)slow.Size));
    }

    [Fact]
    public void EveryDirectoryStandsBeforeWhatIsInIt()
    {
        CpioReadResult read = CpioReader.Read(new MemoryStream(Write(Trees.EveryKind())));
        var seen = new HashSet<string> { "" };
        foreach (CpioEntry entry in read.Entries)
        {
            int slash = entry.Name.LastIndexOf('/');
            Assert.Contains(slash < 0 ? "" : entry.Name[..slash], seen);
            seen.Add(entry.Name);
        }
    }

    [Fact]
    public void TheNamesOfOneFileStandTogetherAndTheLastHasTheContent()
    {
        CpioReadResult read = CpioReader.Read(new MemoryStream(Write(Trees.EveryKind())));
        CpioEntry[] names = [.. read.Entries.Where(e => e.LinkCount == 3 && e.Mode >> 12 == 8)];
        Assert.Equal(["a/hard", "etc/motd", "zz"], names.Select(e => e.Name));
        Assert.Single(names.Select(e => e.Inode).Distinct());
        Assert.Equal([0u, 0u, 6u], names.Select(e => e.Size));
    }

    [Fact]
    public void TheOrderOfAddingDoesNotMatter()
    {
        var forward = new FileTree();
        var backward = new FileTree();
        for (int i = 0; i < 50; i++)
        {
            forward.AddFile($"/d{i % 7}/{i}", Trees.Text($"{i}"));
            backward.AddFile($"/d{(49 - i) % 7}/{49 - i}", Trees.Text($"{49 - i}"));
        }

        Assert.Equal(Write(forward), Write(backward));
    }

    [Fact]
    public void AFileOfFourGibibytesIsRefusedBeforeAnythingIsWritten()
    {
        var tree = new FileTree();
        tree.AddFile("/big", new PatternContent(1L << 32));
        Reports(tree, "error HV4201: '/big' has 4294967296 bytes; a newc archive holds at most 4294967295 bytes a file. "
            + "Put it on the disk image instead.");
    }

    [Fact]
    public void ATimeBefore1970IsStoredAs1970()
    {
        var tree = new FileTree();
        tree.AddFile("/old", Trees.Text(""), Trees.Mode(0x1A4, time: -1));
        var output = new MemoryStream();
        Diagnostic diagnostic = Assert.Single(CpioWriter.Write(tree, new CpioOptions(), output));
        Assert.Equal("warning HV4202: '/old' has the time -1, which a newc archive cannot hold (0 to 4294967295 seconds since 1970); "
            + "it is stored as 0.", diagnostic.ToString());
        Assert.NotEqual(0, output.Length);
    }

    [Fact]
    public void AFileNamedLikeTheTrailerIsRefused()
    {
        var tree = new FileTree();
        tree.AddFile("/TRAILER!!!", Trees.Text(""));
        Reports(tree, "error HV4203: '/TRAILER!!!' cannot be in a newc archive: its name is the mark of the archive's end. Rename it.");
    }

    [Fact]
    public void APlanWithErrorsIsNotWritten()
    {
        var tree = new FileTree();
        tree.AddFile("/a/../b", Trees.Text(""));
        Reports(tree, "error HV4002: The target path '/a/../b' contains '..'. A path in an image cannot leave a directory again: "
            + "write where the entry is to be.");
    }

    private static void Reports(FileTree tree, string expected)
    {
        var output = new MemoryStream();
        Assert.Equal(expected, string.Join('\n', CpioWriter.Write(tree, new CpioOptions(), output)));
        Assert.Equal(0, output.Length);
    }

    private static byte[] Write(FileTree tree, CpioOptions? options = null)
    {
        var output = new MemoryStream();
        Assert.Empty(CpioWriter.Write(tree, options ?? new CpioOptions(), output));
        Assert.Equal(0, output.Length % 512);
        return output.ToArray();
    }
}
