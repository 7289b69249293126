using Partition.Images.Diagnostics;
using Partition.Images.Files;

namespace Partition.Images.Ext2;

/// <summary>Reads a content ahead of the image and finds its blocks of zeros.</summary>
internal static class HoleFinder
{
    private const int BufferLength = 1 << 20;

    /// <summary>Finds the blocks that have bytes in them. A content that knows where it is empty is read only elsewhere.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <returns>The blocks; after a fault (HV4010, HV4011) all of them.</returns>
    public static DataBlocks Find(FileEntry entry, int blockSize, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        long blocks = Ext2Geometry.DivideUp(entry.Length, blockSize);
        var runs = new List<(long Start, long End)>();
        byte[] buffer = new byte[BufferLength];
        using var reader = new ContentReader(entry, entry.Length, diagnostics);
        long next = 0;
        foreach (ContentRange range in reader.FindData())
        {
            long first = Math.Max(next, range.Start / blockSize);
            long end = Math.Min(blocks, Ext2Geometry.DivideUp(range.End, blockSize));
            if (first >= end)
            {
                continue;
            }

            reader.Skip((first - next) * blockSize);
            for (next = first; next < end;)
            {
                cancellation.ThrowIfCancellationRequested();
                Span<byte> part = buffer.AsSpan(
                    0,
                    (int)Math.Min(buffer.Length, Math.Min((end - next) * blockSize, entry.Length - next * blockSize)));
                reader.Read(part);
                Collect(part, blockSize, next, runs);
                next += Ext2Geometry.DivideUp(part.Length, blockSize);
            }
        }

        return diagnostics.HasErrors ? DataBlocks.All(blocks) : DataBlocks.Of(runs);
    }

    private static void Collect(ReadOnlySpan<byte> bytes, int blockSize, long block, List<(long Start, long End)> runs)
    {
        for (; !bytes.IsEmpty; block++)
        {
            ReadOnlySpan<byte> one = bytes[..Math.Min(blockSize, bytes.Length)];
            if (one.ContainsAnyExcept((byte)0))
            {
                if (runs.Count > 0 && runs[^1].End == block)
                {
                    runs[^1] = (runs[^1].Start, block + 1);
                }
                else
                {
                    runs.Add((block, block + 1));
                }
            }

            bytes = bytes[one.Length..];
        }
    }
}
