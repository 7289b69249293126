using System.Security.Cryptography;
using System.Text;
using Partition.Images.Cpio;
using Partition.Images.Ext2;
using Partition.Images.Files;

namespace Partition.EndToEnd.Tests;

/// <summary>
/// Linux itself mounts our images, reads every byte as it was meant, writes to them, and finds what it wrote after mounting them again.
/// </summary>
public sealed class Ext2InLinuxTests
{
    private const string Qemu = "qemu-system-arm";

    private const string Init = """
        #!/bin/busybox sh
        /bin/busybox mkdir -p /proc /sys /mnt /dev
        /bin/busybox mount -t proc proc /proc
        /bin/busybox mount -t devtmpfs dev /dev
        for module in /modules/*; do /bin/busybox insmod $module; done
        for image in /images/*; do
          name=${image##*/}
          device=$(/bin/busybox losetup -f)
          /bin/busybox losetup $device $image
          /bin/busybox mount -t ext2 -o rw $device /mnt || echo "@fault $name cannot be mounted"
          cd /mnt
          /bin/busybox find . -type f | /bin/busybox sort | while read -r file; do
            set -- $(/bin/busybox sha256sum "$file")
            echo "@sum $name $1 $(/bin/busybox stat -c '%a %u %g %h %Y' "$file") ${file#.}"
          done
          /bin/busybox find . ! -type f ! -type d | /bin/busybox sort | while read -r file; do
            echo "@node $name $(/bin/busybox stat -c '%F %a %t %T' "$file") ${file#.} $(/bin/busybox readlink "$file")"
          done
          /bin/busybox mkdir written
          /bin/busybox cp /bin/busybox written/busybox
          /bin/busybox rm -f large
          echo hello > small
          cd /
          /bin/busybox umount /mnt
          /bin/busybox mount -t ext2 -o ro $device /mnt || echo "@fault $name cannot be mounted again"
          /bin/busybox cmp /bin/busybox /mnt/written/busybox || echo "@fault $name lost what was written"
          [ "$(/bin/busybox cat /mnt/small)" = hello ] || echo "@fault $name lost a line"
          [ -e /mnt/large ] && echo "@fault $name still has what was removed"
          /bin/busybox umount /mnt
        done
        /bin/busybox dmesg | /bin/busybox grep -iE 'ext[24]-fs.*(error|warning|corrupt)' | while read -r line; do echo "@fault $line"; done
        echo "@end"
        /bin/busybox sleep 1000
        """;

    [ToolFact(Qemu)]
    public void LinuxReadsAndWritesImagesOfAllBlockSizes()
    {
        string linux = Path.Combine(Repository.Root, "artifacts", "guest-linux");
        Assert.True(File.Exists(Path.Combine(linux, "modules", "1-crc16.ko")), "There is no Linux to boot. Run eng/fetch-guest-linux.sh.");
        FileTree files = MakeFiles();
        var images = new Dictionary<string, Ext2Options>
        {
            ["block1024"] = Options with { BlockSize = 1024 },
            ["block2048"] = Options with { BlockSize = 2048, Holes = true },
            ["block4096"] = Options with { BlockSize = 4096, InodeSize = 256, LostAndFound = true },
        };
        IReadOnlyList<string> console = Boot(
            linux,
            images.ToDictionary(static image => $"/images/{image.Key}", image => MakeImage(files, image.Value)));

        Assert.DoesNotContain(console, static line => line.Contains("@fault", StringComparison.Ordinal));
        foreach (string image in images.Keys)
        {
            Assert.Equal(
                files.Entries
                    .Where(static entry => entry.Content is not null || entry.Kind == FileEntryKind.HardLink)
                    .Select(entry => SumLine(files, image, entry))
                    .Order(StringComparer.Ordinal),
                console.Where(line => line.StartsWith($"@sum {image} ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
            Assert.Equal(
                [
                    $"@node {image} block special file 660 8 0 /dev/sda ",
                    $"@node {image} character special file 600 1f4 11170 /dev/large ",
                    $"@node {image} fifo 640 0 0 /pipe ",
                    $"@node {image} symbolic link 777 0 0 /link small",
                ],
                console.Where(line => line.StartsWith($"@node {image} ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        }
    }

    private static Ext2Options Options => new() { Profile = ImageProfile.Linux, Timestamp = 1_600_000_000, FreeBytes = 4 << 20 };

    private static FileTree MakeFiles()
    {
        var tree = new FileTree();
        var random = new Random(3);
        for (int i = 0; i < 30; i++)
        {
            tree.AddFile(
                $"/many/file {i}",
                Content(random, random.Next(30_000)),
                new EntryAttributes { Mode = 0x1A4, UserId = (uint)(i * 5000), GroupId = 7, ModificationTime = 1_500_000_000 + i });
        }

        tree.AddFile("/small", Content(random, 10));
        tree.AddFile("/large", Content(random, 1_500_000));
        byte[] holes = new byte[1_200_000];
        random.NextBytes(holes.AsSpan(500_000, 3000));
        tree.AddFile("/with holes", new MemoryContent(holes));
        tree.AddFile($"/{new string('n', 255)}", Content(random, 1));
        tree.AddHardLink("/second name", "/small");
        tree.AddSymbolicLink("/link", "small");
        tree.AddBlockDevice("/dev/sda", 8, 0, new EntryAttributes { Mode = 0x1B0 });
        tree.AddCharacterDevice("/dev/large", 500, 70_000, new EntryAttributes { Mode = 0x180 });
        tree.AddFifo("/pipe", new EntryAttributes { Mode = 0x1A0 });
        return tree;
    }

    private static MemoryContent Content(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return new MemoryContent(bytes);
    }

    private static string SumLine(FileTree files, string image, FileEntry name)
    {
        FileEntry file = name.Kind == FileEntryKind.HardLink ? files.Find(name.LinkTarget)! : name;
        using Stream content = file.Content!.OpenRead();
        int links = file.Path == "/small" ? 2 : 1;
        return $"@sum {image} {Convert.ToHexStringLower(SHA256.HashData(content))} {Convert.ToString(file.Mode, 8)} {file.UserId} "
            + $"{file.GroupId} {links} "
            + $"{file.ModificationTime ?? Options.Timestamp} {name.Path}";
    }

    private static byte[] MakeImage(FileTree files, Ext2Options options)
    {
        var image = new MemoryStream();
        Assert.Empty(Ext2Writer.Write(files, options, image).Diagnostics);
        return image.ToArray();
    }

    private static IReadOnlyList<string> Boot(string linux, IReadOnlyDictionary<string, byte[]> images)
    {
        using var project = new SampleProject();
        var root = new FileTree();
        var program = new EntryAttributes { Mode = 0x1ED };
        root.AddFile("/init", new MemoryContent(Encoding.UTF8.GetBytes(Init.ReplaceLineEndings("\n"))), program);
        root.AddFile("/bin/busybox", new MemoryContent(File.ReadAllBytes(Path.Combine(linux, "busybox"))), program);
        root.AddCharacterDevice("/dev/console", 5, 1);
        foreach (string module in Directory.GetFiles(Path.Combine(linux, "modules")))
        {
            root.AddFile($"/modules/{Path.GetFileName(module)}", new MemoryContent(File.ReadAllBytes(module)));
        }

        foreach ((string path, byte[] image) in images)
        {
            root.AddFile(path, new MemoryContent(image));
        }

        using (FileStream archive = File.Create(project["rootfs.img"]))
        {
            Assert.Empty(CpioWriter.Write(root, new CpioOptions(), archive));
        }

        return GuestConsole.BootQemu(
            project, ["@end"], "-M", "virt", "-cpu", "cortex-a15", "-m", "512", "-nic", "none", "-nographic", "-kernel",
            Path.Combine(linux, "vmlinuz"),
            "-initrd", "rootfs.img", "-append", "console=ttyAMA0 rdinit=/init quiet loglevel=1");
    }
}
