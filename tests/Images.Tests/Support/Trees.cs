using System.Text;
using Partition.Images.Files;

namespace Partition.Images.Tests.Support;

/// <summary>Plans that several tests share.</summary>
internal static class Trees
{
    public static MemoryContent Text(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes that do not repeat with any block size and depend on the seed.</summary>
    public static byte[] Bytes(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static MemoryContent Random(int length, int seed) => new(Bytes(length, seed));

    public static EntryAttributes Mode(int mode, uint user = 0, uint group = 0, long? time = null) =>
        new() { Mode = mode, UserId = user, GroupId = group, ModificationTime = time };

    /// <summary>One entry of every kind, with attributes that all differ.</summary>
    public static FileTree EveryKind()
    {
        var tree = new FileTree();
        tree.AddDirectory("/", Mode(0x1ED, time: 1_500_000_000));
        tree.AddFile("/bin/busybox", Random(5000, 1), Mode(0x9ED, 1, 2, 1_600_000_000)); // 04755
        tree.AddFile("/empty", Text(""), Mode(0x180, 70000, 80000, 1_600_000_001));
        tree.AddFile("/etc/motd", Text("hello\n"), Mode(0x1A4, time: 1_600_000_002));
        tree.AddFile("/a-b", Text("sorts between /a and /a/c"));
        tree.AddFile("/a/c", Text("x"));
        tree.AddHardLink("/a/hard", "/etc/motd");
        tree.AddHardLink("/zz", "/a/hard");
        tree.AddDirectory("/tmp", Mode(0x3FF, time: 1_600_000_003)); // 01777
        tree.AddSymbolicLink("/init", "/bin/busybox", Mode(0x1FF, 3, 4, 1_600_000_004));
        tree.AddSymbolicLink("/fast", new string('f', 59));
        tree.AddSymbolicLink("/slow", new string('s', 60));
        tree.AddCharacterDevice("/dev/console", 5, 1, Mode(0x180, time: 1_600_000_005));
        tree.AddBlockDevice("/dev/sda", 8, 0, Mode(0x1B0));
        tree.AddCharacterDevice("/dev/large", 500, 70000, Mode(0x1B6));
        tree.AddFifo("/run/pipe", Mode(0x1B4));
        tree.AddFile("/naïve/日本語", Text("unicode"));
        return tree;
    }
}
