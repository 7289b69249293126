using System.IO.Compression;
using Partition.Building.Files;

namespace Partition.Building.FileSystems;

/// <summary>Recognizes what Linux can unpack or mount as its first root file system, by its first bytes.</summary>
/// <remarks>Linux, init/initramfs.c, lib/decompress.c and init/do_mounts_rd.c; a uImage is unpacked by U-Boot.</remarks>
internal static class RootFileSystemFormat
{
    private const int HeadLength = 2048;
    private const int Ext2MagicAt = 0x438;
    private const int MinixMagicAt = 0x410;
    private const int BufferLength = 1 << 16;
    private const string Damaged = "a gzip file that is damaged or cut off";

    private static readonly byte[][] s_beginnings =
    [
        "070701"u8.ToArray(), "070702"u8.ToArray(),                                     // newc
        "BZh"u8.ToArray(), [0x5D, 0, 0], [0xFD, .. "7zXZ\0"u8],                         // bzip2, LZMA, xz
        [0x89, .. "LZO"u8], [2, 0x21, 0x4C, 0x18], [0x28, 0xB5, 0x2F, 0xFD],            // LZO, LZ4, Zstandard
        "hsqs"u8.ToArray(), "-rom1fs-"u8.ToArray(), [0x45, 0x3D, 0xCD, 0x28],           // squashfs, romfs, cramfs
        [0x27, 5, 0x19, 0x56],                                                          // uImage
    ];

    /// <summary>Says what a file is when it is none of these.</summary>
    /// <returns>What it is, for a message; <see langword="null"/> when it is good.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static string? FindFault(string path, CancellationToken cancellation)
    {
        byte[] head = InputFile.ReadHead(path, HeadLength);
        return head.Length == 0 ? "empty"
            : head is [0x1F, 0x8B, ..] ? FindFaultOfGzip(path, cancellation)
            : IsKnown(head) ? null
            : "neither a newc archive nor the image of a file system";
    }

    private static bool IsKnown(ReadOnlySpan<byte> head)
    {
        foreach (byte[] beginning in s_beginnings)
        {
            if (head.StartsWith(beginning))
            {
                return true;
            }
        }

        return head.Length > Ext2MagicAt + 1
            && (head[Ext2MagicAt..].StartsWith<byte>([0x53, 0xEF])
                || head[MinixMagicAt..] is [0x7F or 0x8F, 0x13, ..] or [0x68 or 0x78, 0x24, ..]);
    }

    // The sums of a gzip file are at its end, so it is read to there; what it unpacks to is dropped.
    private static string? FindFaultOfGzip(string path, CancellationToken cancellation)
    {
        using Stream file = InputFile.OpenUnbuffered(path);
        using var plain = new GZipStream(file, CompressionMode.Decompress);
        byte[] buffer = new byte[BufferLength];
        try
        {
            int head = plain.ReadAtLeast(buffer, HeadLength, throwOnEndOfStream: false);
            if (!IsKnown(buffer.AsSpan(0, head)))
            {
                return "a gzip file of something else than a newc archive or the image of a file system";
            }

            long length = head;
            for (int read; (read = plain.Read(buffer)) > 0; length += read)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            return GzipEnd.IsWhole(file, length) ? null : Damaged;
        }
        catch (InvalidDataException)
        {
            return Damaged;
        }
    }
}
