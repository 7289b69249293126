using Partition.Images.Files;
using Partition.Images.Sources;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Sources;

public class InitramfsListTests
{
    [Fact]
    public void EveryKindOfLineMakesItsEntry()
    {
        FileTree tree = Read("""
            # a comment
            dir /dev 0755 0 0
            nod /dev/console 0600 0 0 c 5 1
            nod /dev/sda 0660 0 6 b 8 0
            file /init ${HOME}/init 0755 1 2 /sbin/init linuxrc
            slink /bin sbin 0777 3 4
            pipe /run/pipe 0600 0 0
            sock /run/sock 0666 0 0
            file "/with blank" "a file" 0644 0 0
            """);
        Assert.Empty(tree.Diagnostics);
        Assert.Equal(
            [
                "/", "/bin", "/dev", "/dev/console", "/dev/sda", "/init", "/linuxrc", "/run", "/run/pipe", "/run/sock", "/sbin",
                "/sbin/init", "/with blank",
            ],
            tree.Entries.Select(static e => e.Path));
        FileEntry init = tree.Find("/init")!;
        Assert.Equal(
            (FileEntryKind.RegularFile, 0x1ED, 1u, 2u, 11L),
            (init.Kind, init.Mode, init.UserId, init.GroupId, init.Length));
        Assert.Equal((FileEntryKind.HardLink, "/init"), (tree.Find("/linuxrc")!.Kind, tree.Find("/linuxrc")!.LinkTarget));
        Assert.Equal((FileEntryKind.SymbolicLink, "sbin"), (tree.Find("/bin")!.Kind, tree.Find("/bin")!.LinkTarget));
        Assert.Equal(
            (FileEntryKind.BlockDevice, 8u, 0u),
            (tree.Find("/dev/sda")!.Kind, tree.Find("/dev/sda")!.DeviceMajor, tree.Find("/dev/sda")!.DeviceMinor));
    }

    [Fact]
    public void EachFaultIsAtItsLine()
    {
        FileTree tree = Read("""
            file /a missing 0644 0 0
            file /a ${NOTHING}/x 0644 0 0
            nod /dev/console 0600 0 0 x 5 1
            dir /d 0999 0 0
            dir /d 0755 zero 0
            what /d
            """);
        Assert.Equal(
            [("HV4103", 1), ("HV4104", 2), ("HV4101", 3), ("HV4102", 4), ("HV4102", 5), ("HV4101", 6)],
            tree.Diagnostics.Select(static d => (d.Code, d.Span.StartLine)));
    }

    [Fact]
    public void DistinguishesAListFromATableOfDevices()
    {
        Assert.True(InitramfsList.IsOne("# what\n\n  dir /dev 0755 0 0\n"));
        Assert.False(InitramfsList.IsOne("# name type\n/dev d 755 0 0 - - - - -\n"));
        Assert.False(InitramfsList.IsOne(""));
    }

    [Fact]
    public void NoTextThrows()
    {
        const string Alphabet = "file dir nod slink pipe sock /a ${X} \" \\\" \t 0755 0 # b c 4294967296 - \n";
        var random = new Random(4);
        for (int i = 0; i < 5000; i++)
        {
            string[] words = Alphabet.Split(' ');
            string text = string.Concat(Enumerable.Range(0, random.Next(40))
                .Select(_ => words[random.Next(words.Length)] + (random.Next(3) == 0 ? "\n" : " ")));
            var tree = new FileTree();
            InitramfsList.AddTo(tree, text, "list", static _ => Trees.Text("x"), static _ => "v");
            DeviceTable.AddTo(tree, text, "table");
            Assert.DoesNotContain(tree.Diagnostics, static d => !d.Span.HasFile);
        }
    }

    private static FileTree Read(string text)
    {
        var tree = new FileTree();
        InitramfsList.AddTo(
            tree,
            text,
            "list",
            static location => location is "/home/init" or "a file" ? Trees.Text("hello world") : null,
            static name => name == "HOME" ? "/home" : null);
        return tree;
    }
}
