using System.Globalization;
using System.Security.Cryptography;
using Partition.Benchmarks.Measuring;
using Partition.Benchmarks.Native;
using Partition.Diagnostics;
using Partition.Images.Ext2;
using Partition.Images.Files;

namespace Partition.Benchmarks.Subjects;

/// <summary>ext2 images of folders: a few large files, many small ones, one very large, and very many in one directory.</summary>
internal static class DiskSubject
{
    public static IEnumerable<Contest> Contests(Workshop workshop)
    {
        yield return Contest(workshop, new("disk image of 8 files, 20 MiB", GeneratedFiles.MakeLarge(workshop))
        {
            BlockSize = 1024,
            Mebibytes = 32,
            Inodes = 64,
        });
        yield return Contest(workshop, new("disk image of 20,000 files, 8 KiB each", GeneratedFiles.MakeMany(workshop))
        {
            Mebibytes = 256,
            Inodes = 24_000,
        });
        yield return Contest(workshop, new("disk image of one file, 1.5 GiB", GeneratedFiles.MakeHuge(workshop))
        {
            Mebibytes = 2048,
            Inodes = 1024,
        });
        yield return Contest(workshop, new("disk image of 10,000 files in one folder", GeneratedFiles.MakeCrowd(workshop, 10_000))
        {
            Mebibytes = 64,
            Inodes = 11_000,
        });
        yield return Contest(workshop, new("disk image of 100,000 files in one folder", GeneratedFiles.MakeCrowd(workshop, 100_000))
        {
            Mebibytes = 512,
            Inodes = 110_000,
            IsBeyondNatives = true,
        });
    }

    private static Contest Contest(Workshop workshop, DiskCase disk)
    {
        string warm = workshop.PathOf("warm.img");
        string genext2fs = workshop.PathOf("genext2fs.img");
        string mke2fs = workshop.PathOf("mke2fs.img");
        string floor = workshop.PathOf("floor.img");
        return new Contest
        {
            Title = disk.Title,
            Ours = [new("in process", warm, () => Pack(disk, warm)) { NeedsWarmUp = true }],
            Natives =
            [
                new("genext2fs -d", genext2fs, () => NativeTool.Run(
                    "genext2fs", "-B", Text(disk.BlockSize), "-b", Text(disk.Blocks), "-N", Text(disk.Inodes),
                    "-d", disk.Folder, genext2fs))
                {
                    MissingTool = disk.IsBeyondNatives ? "a genext2fs of some speed" : NativeTool.FirstMissing("genext2fs"),
                },
                new("mke2fs -d", mke2fs, () => NativeTool.Run(
                    "mke2fs", "-q", "-F", "-t", "ext2", "-b", Text(disk.BlockSize), "-I", "128", "-m", "0", "-N", Text(disk.Inodes),
                    "-d", disk.Folder, mke2fs, Text(disk.Blocks)))
                {
                    MissingTool = disk.IsBeyondNatives ? "a mke2fs of some speed" : NativeTool.FirstMissing("mke2fs"),
                },
                new("copying the bytes, in process", floor, () => Copy(disk, floor)) { NeedsWarmUp = true, IsFloor = true },
            ],
            Compare = (ours, native) => native == floor
                ? new(true, $"{PeakMemory.GrowthOf(() => Pack(disk, warm)) >> 20} MiB of memory more at the peak")
                : CompareFiles(ours, native),
        };
    }

    private static void Pack(DiskCase disk, string output)
    {
        using FileStream image = File.Create(output, bufferSize: 0);
        var options = new Ext2Options
        {
            BlockSize = disk.BlockSize,
            Size = disk.Blocks * disk.BlockSize,
            InodeCount = disk.Inodes,
            InodeSize = 128,
            Profile = ImageProfile.Linux,
        };
        Ext2WriteResult result = Ext2Writer.Write(FolderTree.Read(disk.Folder), options, image);
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
        }
    }

    /// <summary>The lower limit: the same bytes from the same files into one, whose length is that of the image.</summary>
    private static void Copy(DiskCase disk, string output)
    {
        using FileStream image = File.Create(output, bufferSize: 0);
        byte[] buffer = new byte[1 << 20];
        foreach (string path in Directory.EnumerateFiles(disk.Folder, "*", SearchOption.AllDirectories))
        {
            using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            int count;
            while ((count = source.Read(buffer)) > 0)
            {
                image.Write(buffer, 0, count);
            }
        }

        image.SetLength(disk.Blocks * disk.BlockSize);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    // Where files lie in an image is each tool's own affair: what counts is what can be read, and that the image is sound.
    private static Verdict CompareFiles(string ours, string native)
    {
        bool isChecked = NativeTool.FirstMissing("e2fsck") is null;
        if (isChecked)
        {
            NativeTool.Run("e2fsck", "-fn", ours);
        }

        return ReadFiles(ours).SequenceEqual(ReadFiles(native))
            ? new(true, isChecked ? "same files, e2fsck clean" : "same files")
            : new(false, "DIFFERENT");
    }

    private static List<string> ReadFiles(string path)
    {
        using FileStream image = File.OpenRead(path);
        Ext2Reader reader = Ext2Reader.Open(image).Reader ?? throw new InvalidOperationException($"'{path}' cannot be read.");
        var faults = new List<Diagnostic>();
        return [.. reader.List().Entries
            .Where(static entry => entry.Path is not ("/" or "/lost+found"))
            .Select(entry => $"{entry.Path} {entry.Kind} {entry.Mode} {entry.ModificationTime} {HashOf(reader, entry, faults)} "
                + $"{faults.Count}")];
    }

    private static string HashOf(Ext2Reader reader, Ext2Entry entry, List<Diagnostic> faults)
    {
        if (entry.Kind != FileEntryKind.RegularFile)
        {
            return "";
        }

        using Stream? content = reader.OpenFile(entry, faults);
        return content is null ? "" : Convert.ToHexString(SHA256.HashData(content));
    }
}
