using System.IO.Compression;
using Partition.Images.Files;
using Partition.Images.Sources;

namespace Partition.Building.Files;

/// <summary>Puts what an archive of this machine holds into a plan: tar or newc, as it is or compressed with gzip.</summary>
internal static class ArchiveFile
{
    private const int HeadLength = 512;

    /// <summary>Adds all that an archive holds.</summary>
    /// <param name="tree">The plan.</param>
    /// <param name="path">The archive.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="unpacked">Where to put an archive that is compressed, so that its files can be found in it; called only then.</param>
    /// <param name="targetPath">Where its contents go.</param>
    /// <returns>False when the file is no archive of these kinds.</returns>
    public static bool AddTo(FileTree tree, string path, string name, Func<string> unpacked, string targetPath)
    {
        if (ReadHead(path).AsSpan() is [0x1F, 0x8B, ..])
        {
            string file = unpacked();
            Unpack(path, file);
            path = file;
        }

        byte[] head = ReadHead(path);
        using FileStream archive = File.OpenRead(path);
        if (TarSource.IsOne(head))
        {
            TarSource.AddTo(tree, archive, name, (offset, length) => new DiskContent(path, offset, length), targetPath);
            return true;
        }

        if (CpioSource.IsOne(head))
        {
            CpioSource.AddTo(tree, archive, name, (offset, length) => new DiskContent(path, offset, length), targetPath);
            return true;
        }

        return false;
    }

    private static byte[] ReadHead(string path)
    {
        using FileStream stream = File.OpenRead(path);
        byte[] head = new byte[HeadLength];
        return head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }

    private static void Unpack(string path, string target)
    {
        DateTime date = File.GetLastWriteTimeUtc(path);
        if (File.Exists(target) && File.GetLastWriteTimeUtc(target) == date)
        {
            return;
        }

        AtomicFile.Write(target, output =>
        {
            using FileStream source = File.OpenRead(path);
            using var plain = new GZipStream(source, CompressionMode.Decompress);
            plain.CopyTo(output);
            return true;
        });
        File.SetLastWriteTimeUtc(target, date); // The date of what it was made of: an archive may be replaced by an older one.
    }
}
