using System.IO.Compression;
using Partition.Building.Diagnostics;
using Partition.Diagnostics;
using Partition.Images.Files;
using Partition.Images.Sources;

namespace Partition.Building.Files;

/// <summary>Puts what an archive of this machine holds into a plan: tar or newc, as it is or compressed with gzip.</summary>
internal static class ArchiveFile
{
    private const int HeadLength = 512;

    /// <summary>What any archive may unpack to.</summary>
    private const long FreeLength = 256 << 20;

    /// <summary>What more than that may unpack to, in lengths of the archive. Root file systems shrink to a third or a tenth.</summary>
    private const int MaxRatio = 200;

    /// <summary>Adds all that an archive holds.</summary>
    /// <param name="tree">The plan.</param>
    /// <param name="path">The archive.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="unpacked">Where to put an archive that is compressed, so that its files can be found in it; called only then.</param>
    /// <param name="targetPath">Where its contents go.</param>
    /// <param name="cancellation">Asked while it is read.</param>
    /// <returns>False when the file is no archive of these kinds.</returns>
    /// <exception cref="InputFileException">It is not a regular file, or unpacks to more than a real one.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static bool AddTo(
        FileTree tree, string path, string name, Func<string> unpacked, string targetPath, CancellationToken cancellation = default)
    {
        if (InputFile.ReadHead(path, HeadLength) is [0x1F, 0x8B, ..])
        {
            string file = unpacked();
            Unpack(path, name, file, cancellation);
            path = file;
        }

        byte[] head = InputFile.ReadHead(path, HeadLength);
        using Stream archive = InputFile.Open(path);
        if (TarSource.IsOne(head))
        {
            TarSource.AddTo(tree, archive, name, (offset, length) => new DiskContent(path, offset, length), targetPath, cancellation);
            return true;
        }

        if (CpioSource.IsOne(head))
        {
            CpioSource.AddTo(tree, archive, name, (offset, length) => new DiskContent(path, offset, length), targetPath);
            return true;
        }

        return false;
    }

    private static void Unpack(string path, string name, string target, CancellationToken cancellation)
    {
        DateTime date = File.GetLastWriteTimeUtc(path);
        if (File.Exists(target) && File.GetLastWriteTimeUtc(target) == date)
        {
            return;
        }

        // It may hold what only its owner may read here.
        AtomicFile.Write(
            target,
            output =>
            {
                using Stream source = InputFile.OpenUnbuffered(path);
                Copy(source, name, output, cancellation);
                return true;
            },
            isPrivate: true);
        File.SetLastWriteTimeUtc(target, date); // The date of what it was made of: an archive may be replaced by an older one.
    }

    private static void Copy(Stream source, string name, Stream output, CancellationToken cancellation)
    {
        long limit = Math.Max(FreeLength, source.Length * MaxRatio);
        using var plain = new GZipStream(source, CompressionMode.Decompress);
        if (!CancellableCopy.Copy(plain, output, cancellation, limit))
        {
            throw new InputFileException(HostDiagnostics.UnpacksTooFar(SourceSpan.None, name, source.Length, limit));
        }
    }
}
