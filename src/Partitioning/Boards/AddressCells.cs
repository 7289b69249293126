using Partition.DeviceTree.Model.Bus;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Boards;

/// <summary>Ranges of addresses as cells.</summary>
internal static class AddressCells
{
    /// <summary>Whether cells of these counts can express a range, and the range does not exceed the address space.</summary>
    public static bool CanHold(this CellCounts counts, AddressRange range) =>
        counts.IsUsable && counts.IsWithinLimits && Fits(range.Start, counts.Address) && Fits(range.Size, counts.Size)
        && (UInt128)range.Start + range.Size <= (UInt128)ulong.MaxValue + 1;

    /// <summary>The cells of a number, the most significant first; bits beyond them are cut off.</summary>
    /// <param name="number">The number.</param>
    /// <param name="cells">How many cells, up to 4.</param>
    public static IEnumerable<uint> Split(UInt128 number, uint cells)
    {
        for (int i = (int)cells - 1; i >= 0; i--)
        {
            yield return (uint)(number >> (32 * i));
        }
    }

    private static bool Fits(ulong number, uint cells) => cells >= 2 || number <= (cells == 1 ? uint.MaxValue : 0);
}
