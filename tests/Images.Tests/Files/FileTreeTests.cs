using Partition.Diagnostics;
using Partition.Images.Cpio;
using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Files;

public class FileTreeTests
{
    [Fact]
    public void AddingAFileMakesItsParents()
    {
        var tree = new FileTree();
        Assert.True(tree.AddFile("/usr/share/doc/readme", Trees.Text("x")));
        Assert.Equal(["/", "/usr", "/usr/share", "/usr/share/doc", "/usr/share/doc/readme"], tree.Entries.Select(e => e.Path));
        Assert.All(tree.Entries.Take(4),
            e => Assert.Equal((FileEntryKind.Directory, 0x1ED, 0u, 0u), (e.Kind, e.Mode, e.UserId, e.GroupId)));
        Assert.Empty(tree.Diagnostics);
    }

    [Fact]
    public void ADirectoryThatIsImpliedCanBeGivenItsAttributesLater()
    {
        var tree = new FileTree();
        tree.AddFile("/tmp/x", Trees.Text(""));
        Assert.True(tree.AddDirectory("/tmp", Trees.Mode(0x3FF)));
        Assert.True(tree.AddDirectory("/", Trees.Mode(0x1C0)));
        Assert.Equal((0x3FF, 0x1C0), (tree.Find("/tmp")!.Mode, tree.Find("/")!.Mode));
        Assert.Empty(tree.Diagnostics);
    }

    [Fact]
    public void ALaterEntryReplacesAnEarlierOne()
    {
        var tree = new FileTree();
        tree.AddFile("/init", Trees.Text("one"));
        tree.AddFile("/init", Trees.Text("three"));
        Assert.Equal(5, tree.Find("/init")!.Length);
        Assert.Equal("info HV4006: '/init' is given more than once: the file that comes later replaces the file.",
            Assert.Single(tree.Diagnostics).ToString());
        Assert.False(tree.HasErrors);
    }

    [Fact]
    public void TheSameDirectoryTwiceIsNoReplacement()
    {
        var tree = new FileTree();
        tree.AddDirectory("/bin", Trees.Mode(0x1ED));
        tree.AddDirectory("/bin");
        Assert.Empty(tree.Diagnostics);
        tree.AddDirectory("/bin", Trees.Mode(0x1C0));
        Assert.Equal("HV4006", Assert.Single(tree.Diagnostics).Code);
        Assert.Equal(0x1C0, tree.Find("/bin")!.Mode);
    }

    [Theory]
    [InlineData("bin/sh", "HV4001")]
    [InlineData("", "HV4001")]
    [InlineData("C:\\x", "HV4001")]
    [InlineData("..", "HV4001")]
    [InlineData("/..", "HV4002")]
    [InlineData("/a/../b", "HV4002")]
    [InlineData("/a/..", "HV4002")]
    [InlineData("/a/./b", "HV4003")]
    [InlineData("//a", "HV4003")]
    [InlineData("/a/", "HV4003")]
    [InlineData("//", "HV4003")]
    [InlineData("/a\0b", "HV4004")]
    public void APathThatNoImageCanHoldIsRefused(string path, string code)
    {
        var tree = new FileTree();
        Assert.False(tree.AddFile(path, Trees.Text("")));
        Assert.False(tree.AddDirectory(path));
        Assert.False(tree.AddSymbolicLink(path, "x"));
        Assert.False(tree.AddCharacterDevice(path, 1, 1));
        Assert.False(tree.AddBlockDevice(path, 1, 1));
        Assert.False(tree.AddFifo(path));
        Assert.False(tree.AddHardLink(path, "/x"));
        Assert.False(tree.AddHardLink("/x", path));
        Assert.Equal(Enumerable.Repeat(code, 8), tree.Diagnostics.Select(d => d.Code));
        Assert.Equal(1, tree.Count);
    }

    [Fact]
    public void HalfOfASurrogatePairIsRefused()
    {
        var tree = new FileTree();
        Assert.False(tree.AddFile("/\ud800", Trees.Text("")));
        Assert.False(tree.AddFile("/\udc00\ud800", Trees.Text("")));
        Assert.False(tree.AddSymbolicLink("/link", "\ud800x"));
        Assert.Equal(["HV4004", "HV4004", "HV4013"], tree.Diagnostics.Select(d => d.Code));
    }

    [Theory]
    [InlineData("/...")]
    [InlineData("/..a")]
    [InlineData("/a..")]
    [InlineData("/.hidden")]
    [InlineData("/with space/and\\backslash")]
    [InlineData("/\ud83d\ude00")]
    public void APathThatOnlyLooksWrongIsTaken(string path)
    {
        var tree = new FileTree();
        Assert.True(tree.AddFile(path, Trees.Text("")), string.Join('\n', tree.Diagnostics));
    }

    [Fact]
    public void NamesAreMeasuredInBytes()
    {
        var tree = new FileTree();
        Assert.True(tree.AddFile("/" + new string('é', 127), Trees.Text("")));
        Assert.False(tree.AddFile("/" + new string('é', 128), Trees.Text("")));
        Assert.Contains("256 bytes", Assert.Single(tree.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APathLongerThanLinuxTakesIsRefusedAtOnce()
    {
        var tree = new FileTree();
        Assert.True(tree.AddFile(string.Concat(Enumerable.Repeat("/d", 2047)), Trees.Text("")));
        Assert.False(tree.AddFile(string.Concat(Enumerable.Repeat("/d", 2048)), Trees.Text("")));
        Assert.False(tree.AddFile(string.Concat(Enumerable.Repeat("/d", 5_000_000)), Trees.Text("")));
        Assert.Equal(["HV4014", "HV4014"], tree.Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public void ARefusedEntryLeavesNoParentsBehind()
    {
        var tree = new FileTree();
        tree.AddFile("/new/" + new string('n', 300), Trees.Text(""));
        tree.AddFile("/new/file", Trees.Text(""), Trees.Mode(-1));
        Assert.Equal(1, tree.Count);
    }

    [Fact]
    public void AnEmptyDirectoryMayBecomeAFile()
    {
        var tree = new FileTree();
        tree.AddDirectory("/x");
        Assert.True(tree.AddFile("/x", Trees.Text("")));
        Assert.False(tree.HasErrors);
    }

    [Fact]
    public void TheRootStaysADirectory()
    {
        var tree = new FileTree();
        Assert.False(tree.AddFile("/", Trees.Text("")));
        Assert.Equal("HV4008", Assert.Single(tree.Diagnostics).Code);
    }

    [Fact]
    public void AFileCannotBeADirectoryHoweverDeep()
    {
        var tree = new FileTree();
        tree.AddSymbolicLink("/lib", "/usr/lib");
        Assert.False(tree.AddFile("/lib/modules/5.4/x.ko", Trees.Text("")));
        Assert.Equal("error HV4007: '/lib/modules/5.4/x.ko' cannot be made, because '/lib' is a symbolic link and no directory. "
            + "Remove one of the two.", Assert.Single(tree.Diagnostics).ToString());
    }

    [Fact]
    public void EntriesAreSortedByTheirBytes()
    {
        var tree = new FileTree();
        foreach (string path in (string[])["/b", "/a/c", "/a-b", "/B", "/\uffee", "/\ud83d\ude00"])
        {
            tree.AddFile(path, Trees.Text(""));
        }

        Assert.Equal(["/", "/B", "/a", "/a-b", "/a/c", "/b", "/\uffee", "/\ud83d\ude00"], tree.Entries.Select(e => e.Path));
    }

    [Fact]
    public void HardLinksThatLeadInACircleAreReported()
    {
        var tree = new FileTree();
        tree.AddHardLink("/a", "/b");
        tree.AddHardLink("/b", "/a");
        Diagnostic[] diagnostics = [.. CpioWriter.Write(tree, new CpioOptions(), Stream.Null)];
        Assert.Equal(["HV4009", "HV4009"], diagnostics.Select(d => d.Code));
        Assert.Equal(2, Ext2Writer.Write(tree, new Ext2Options(), Stream.Null).Diagnostics.Length);
    }

    [Fact]
    public void AHardLinkToADirectoryIsReported()
    {
        var tree = new FileTree();
        tree.AddDirectory("/d");
        tree.AddHardLink("/l", "/d");
        Assert.Equal("error HV4009: The hard link '/l' names '/d', which is a directory. A hard link needs a file of the same image.",
            Assert.Single(CpioWriter.Write(tree, new CpioOptions(), Stream.Null)).ToString());
    }

    [Fact]
    public void ANegativeLengthIsTheCallersMistake() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FileTree().AddFile("/x", new FaultyContent(-1, null)));
}
