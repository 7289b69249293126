using System.Buffers;

namespace Partition.Building.Kernels;

/// <summary>Recognizes files that no CPU can start, whatever a kernel's format is: those that are certainly something else.</summary>
internal static class KernelContent
{
    private const int HeadLength = 4096;
    private const int BlockLength = 1 << 16;
    private const int TarMagicAt = 257;

    /// <summary>What text has none of: control characters, except those that lay it out and that color it.</summary>
    private static readonly SearchValues<byte> s_controls = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Except(['\t', '\n', '\r', '\f', '\b', '\e']).Select(static c => (byte)c), 0x7F]);

    /// <summary>Says what a file is when it is not a kernel.</summary>
    /// <param name="kernel">The file, read from its beginning; it stays open.</param>
    /// <param name="cancellation">Asked while it is read.</param>
    /// <returns>What it is, for a message; <see langword="null"/> when it may be a kernel.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static string? FindFault(Stream kernel, CancellationToken cancellation)
    {
        kernel.Position = 0;
        byte[] buffer = new byte[HeadLength];
        ReadOnlySpan<byte> head = buffer.AsSpan(0, kernel.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        return head.IsEmpty ? "is empty"
            : ElfHead.TryRead(head, out ElfHead elf) ? (elf.IsObject ? "is an object file that is not linked" : null)
            : IsTree(head) ? "is a device tree blob"
            : IsArchive(head) ? "is an archive"
            : !head.ContainsAny(s_controls) ? "is text"
            : !head.ContainsAnyExcept((byte)0) && HasOnlyZeros(kernel, cancellation) ? "has only zeros"
            : null;
    }

    // U-Boot's FIT image is a device tree with a node 'images', and may be booted.
    private static bool IsTree(ReadOnlySpan<byte> head) => head is [0xD0, 0x0D, 0xFE, 0xED, ..] && head.IndexOf("images\0"u8) < 0;

    private static bool IsArchive(ReadOnlySpan<byte> head) =>
        head.StartsWith("PK\u0003\u0004"u8)
        || head.StartsWith("07070"u8)
        || (head.Length > TarMagicAt && head[TarMagicAt..].StartsWith("ustar"u8));

    private static bool HasOnlyZeros(Stream rest, CancellationToken cancellation)
    {
        byte[] block = new byte[BlockLength];
        for (int read; (read = rest.Read(block)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            if (block.AsSpan(0, read).ContainsAnyExcept((byte)0))
            {
                return false;
            }
        }

        return true;
    }
}
