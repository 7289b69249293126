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

    private static bool Fits(ulong number, uint cells) => cells >= 2 || number <= (cells == 1 ? uint.MaxValue : 0);
}
