using System.Globalization;
using System.Security.Cryptography;
using Partition.Benchmarks.Measuring;
using Partition.Benchmarks.Native;
using Partition.Images;

namespace Partition.Benchmarks.Subjects;

/// <summary>An ext2 image of 32 MiB from a folder: a few large files, and many small ones.</summary>
internal static class DiskSubject
{
    private const int BlockSize = 1024;
    private const long Blocks = 32 * 1024;
    private const int Inodes = 6144;

    public static IEnumerable<Contest> Contests(Workshop workshop)
    {
        yield return Contest(workshop, "disk image of 8 files, 20 MiB", GeneratedFiles.MakeLarge(workshop));
        yield return Contest(workshop, "disk image of 5,000 small files", GeneratedFiles.MakeSmall(workshop));
    }

    private static Contest Contest(Workshop workshop, string title, string folder)
    {
        string warm = workshop.PathOf("warm.img");
        string genext2fs = workshop.PathOf("genext2fs.img");
        string mke2fs = workshop.PathOf("mke2fs.img");
        string blockSize = BlockSize.ToString(CultureInfo.InvariantCulture);
        string blocks = Blocks.ToString(CultureInfo.InvariantCulture);
        string inodes = Inodes.ToString(CultureInfo.InvariantCulture);
        return new Contest
        {
            Title = title,
            Ours = [new("in process", warm, () => Pack(folder, warm)) { NeedsWarmUp = true }],
            Natives =
            [
                new("genext2fs -d", genext2fs, () => NativeTool.Run(
                    "genext2fs", "-B", blockSize, "-b", blocks, "-N", inodes, "-d", folder, genext2fs)) { MissingTool = NativeTool.FirstMissing("genext2fs") },
                new("mke2fs -d", mke2fs, () => NativeTool.Run(
                    "mke2fs", "-q", "-F", "-t", "ext2", "-b", blockSize, "-I", "128", "-m", "0", "-N", inodes, "-d", folder, mke2fs, blocks))
                {
                    MissingTool = NativeTool.FirstMissing("mke2fs"),
                },
            ],
            Compare = CompareFiles,
        };
    }

    private static void Pack(string folder, string output)
    {
        using FileStream image = File.Create(output);
        var options = new Ext2Options { BlockSize = BlockSize, Size = Blocks * BlockSize, InodeCount = Inodes };
        Ext2WriteResult result = Ext2Writer.Write(FolderTree.Read(folder), options, image);
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
        }
    }

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
        var faults = new List<ImageDiagnostic>();
        return [.. reader.List().Entries
            .Where(static entry => entry.Path is not ("/" or "/lost+found"))
            .Select(entry => $"{entry.Path} {entry.Kind} {entry.Mode} {entry.ModificationTime} {HashOf(reader, entry, faults)} {faults.Count}")];
    }

    private static string HashOf(Ext2Reader reader, Ext2Entry entry, List<ImageDiagnostic> faults)
    {
        if (entry.Kind != FileEntryKind.RegularFile)
        {
            return "";
        }

        using Stream? content = reader.OpenFile(entry, faults);
        return content is null ? "" : Convert.ToHexString(SHA256.HashData(content));
    }
}
