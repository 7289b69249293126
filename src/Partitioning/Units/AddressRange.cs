namespace Partition.Partitioning.Units;

/// <summary>A stretch of an address space.</summary>
/// <param name="Start">Address of the first byte.</param>
/// <param name="Size">Length in bytes; the range may end at 2^64, never behind it.</param>
internal readonly record struct AddressRange(ulong Start, ulong Size)
{
    /// <summary>Address of the last byte; equal to <see cref="Start"/> for an empty range.</summary>
    public ulong Last => Size == 0 ? Start : Start + (Size - 1);

    /// <summary>Whether an address lies in the range.</summary>
    public bool Contains(ulong address) => address >= Start && address - Start < Size;

    /// <summary>Whether the whole of another range lies in this one.</summary>
    public bool Contains(AddressRange other) => other.Size > 0 && Contains(other.Start) && other.Size <= Size - (other.Start - Start);

    /// <summary>Whether the ranges share a byte.</summary>
    public bool Overlaps(AddressRange other) => Size > 0 && other.Size > 0 && (Contains(other.Start) || other.Contains(Start));

    /// <summary>What the ranges share; an empty range when that is nothing.</summary>
    public AddressRange Intersect(AddressRange other)
    {
        ulong start = Math.Max(Start, other.Start);
        return Overlaps(other) ? new(start, Math.Min(Last, other.Last) - start + 1) : default;
    }

    /// <summary>The smallest range of whole pages that holds this one.</summary>
    /// <param name="pageSize">The size of a page in bytes, a power of two.</param>
    public AddressRange RoundOutTo(ulong pageSize)
    {
        ulong start = Start & ~(pageSize - 1);
        ulong last = Last | (pageSize - 1);
        return new(start, last - start + 1);
    }

    /// <summary>Whether ranges, side by side, cover the whole of another.</summary>
    public static bool Cover(IEnumerable<AddressRange> ranges, AddressRange whole)
    {
        ulong covered = whole.Start;
        foreach (AddressRange range in ranges.Where(whole.Overlaps).OrderBy(static range => range.Start))
        {
            if (!range.Contains(covered))
            {
                // What lies before is covered already, or there is a gap.
                if (range.Last < covered)
                {
                    continue;
                }

                return false;
            }

            if (range.Last >= whole.Last)
            {
                return true;
            }

            covered = range.Last + 1;
        }

        return false;
    }

    /// <summary>The range, half open: <c>[0x10009000..0x1000a000)</c>.</summary>
    public override string ToString() => $"[0x{Start:x8}..0x{(UInt128)Start + Size:x8})";
}
