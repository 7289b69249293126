using Partition.Building.FileSystems.Roots;
using Partition.Building.Tests.Guests;
using Partition.Images.Cpio;
using Partition.Images.Files;

namespace Partition.Building.Tests.FileSystems;

public class RootReaderTests
{
    private static readonly byte[] s_archive = Archive(("/init", "#!/bin/sh\n"), ("/bin/sh", "sh"), ("/data", new string('a', 10_000)));

    [Fact]
    public void ReadsPathsModesAndContents()
    {
        GuestRoot root = Read(s_archive);
        Assert.True(root.IsComplete);
        Assert.True(root.TryFind("/init", out _, out RootNode? init));
        Assert.Equal((FileEntryKind.RegularFile, 0x1ED, 10L), (init.Kind, init.Mode, init.Content!.Length));
        Assert.Equal("#!/bin/sh\n"u8.ToArray(), init.Content.Head);
        Assert.Equal(4096 + 4096 + 12288, root.UnpackedLength);
    }

    [Fact]
    public void LaysArchivesOverEachOther()
    {
        byte[] second = Archive(("/init", "other"), ("/new", ""));
        byte[][] files =
        [
            [.. s_archive, .. second],
            [.. s_archive, .. new byte[512], .. second],
            [.. s_archive, .. KernelBytes.Gzip(second)],
            KernelBytes.Gzip([.. s_archive, .. second]),
            KernelBytes.Gzip([.. s_archive, .. new byte[1024], .. second]),
            [.. KernelBytes.Gzip(s_archive), .. KernelBytes.Gzip(second)],
        ];
        foreach (byte[] file in files)
        {
            GuestRoot root = Read(file);
            Assert.True(root.TryFind("/init", out _, out RootNode? init));
            Assert.Equal(5, init.Content!.Length);
            Assert.True(root.Has("/new"));
            Assert.True(root.Has("/data"));
        }
    }

    [Fact]
    public void SaysThatItDidNotSeeEverything()
    {
        byte[][] files =
        [
            s_archive[..^600], [.. s_archive, .. "something"u8], [.. KernelBytes.Gzip(s_archive), .. new byte[4], .. s_archive],
            "070701"u8.ToArray(), KernelBytes.Gzip(s_archive)[..^100], [0xFD, .. "7zXZ\0"u8],
        ];
        Assert.All(files, static file => Assert.False(Read(file).IsComplete));
    }

    [Fact]
    public void AnswersAnyDamage()
    {
        var random = new Random(7);
        byte[] packed = KernelBytes.Gzip(s_archive);
        for (int i = 0; i < 3000; i++)
        {
            byte[] damaged = [.. i % 2 == 0 ? s_archive : packed];
            for (int changes = random.Next(1, 6); changes > 0; changes--)
            {
                damaged[random.Next(i % 3 == 0 ? damaged.Length : Math.Min(400, damaged.Length))] = (byte)random.Next(256);
            }

            GuestRoot root = Read(damaged[..random.Next(damaged.Length + 1)]);
            _ = root.UnpackedLength;
            root.TryFind("/bin/../init", out _, out _);
        }
    }

    private static GuestRoot Read(byte[] file)
    {
        var root = new GuestRoot();
        new RootReader(root, CancellationToken.None).Read(new MemoryStream(file), 0, file.Length);
        return root;
    }

    private static byte[] Archive(params (string Path, string Text)[] files)
    {
        var tree = new FileTree();
        foreach ((string path, string text) in files)
        {
            tree.AddFile(path, new MemoryContent(System.Text.Encoding.UTF8.GetBytes(text)), new() { Mode = 0x1ED });
        }

        var archive = new MemoryStream();
        CpioWriter.Write(tree, new CpioOptions(), archive);
        return archive.ToArray();
    }
}
