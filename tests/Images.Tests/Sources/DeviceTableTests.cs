using Partition.Images.Files;
using Partition.Images.Sources;
using Partition.Images.Tests.Ext2;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Sources;

/// <summary>Tables of devices mean what genext2fs takes them for.</summary>
public class DeviceTableTests
{
    private const string Table = """
        # name    type mode uid gid major minor start inc count
        /dev       d  755  0  0  -  -  -  -  -
        /dev/mem   c  640  0  0  1  1  0  0  -
        /dev/tty   c  666  0  0  5  0  0  0  -
        /dev/tty   c  666  0  0  4  0  0  1  6
        /dev/hda   b  640  0  0  3  1  1  1  16
        /dev/x     b  640  1  2  3  10 2  4  20
        /dev/log   s  666  0  0  -  -  -  -  -
        /dev/pipe  p  600  5  6  -  -  -  -  -
        /file      f  4755 7  8  -  -  -  -  -
        """;

    [ToolFact("genext2fs")]
    public void ATableGivesTheEntriesThatGenext2fsMakesOfIt()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("in"));
        folder.Write("in/file", Trees.Bytes(3, 1));
        folder.Write("table", System.Text.Encoding.UTF8.GetBytes(Table + "\n"));
        Tool.Run("genext2fs", folder.Folder, "-B", "1024", "-b", "2048", "-m", "0", "-U", "-d", "in", "-D", "table", "disk.img")
            .Succeeded();
        using FileStream image = File.OpenRead(folder.File("disk.img"));

        var tree = new FileTree();
        tree.AddFile("/file", Trees.Text("abc"));
        DeviceTable.AddTo(tree, Table, "table");
        Assert.Empty(tree.Diagnostics);
        Assert.Equal(
            Ext2Images.Open(image)
                .List().Entries
                .Skip(1)
                .Select(static e => (e.Path, e.Kind, e.Mode, e.UserId, e.GroupId, e.DeviceMajor, e.DeviceMinor)),
            tree.Entries.Skip(1).OrderBy(static e => e.Path, StringComparer.Ordinal)
                .Select(static e => (e.Path, e.Kind, e.Mode, e.UserId, e.GroupId, e.DeviceMajor, e.DeviceMinor)));
    }

    [Fact]
    public void EachFaultIsAtItsLine()
    {
        var tree = new FileTree();
        DeviceTable.AddTo(tree, """
            /dev/a  x 644 0 0

            /dev/b  c 9 0 0 1 1
            /none   f 644 0 0
            /dev/c  c 644 0 0 1 1 0 1 999999
            a/../b  d 755 0 0
            """, "table.txt");
        Assert.Equal(
            [("HV4101", 1), ("HV4102", 3), ("HV4105", 4), ("HV4108", 5), ("HV4002", 6)],
            tree.Diagnostics.Select(static d => (d.Code, d.Span.StartLine)));
        Assert.All(tree.Diagnostics, static d => Assert.Equal("table.txt", d.Span.Path));
    }
}
