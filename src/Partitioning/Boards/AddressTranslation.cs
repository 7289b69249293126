using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Boards;

/// <summary>Translates a node's <c>reg</c> to addresses that the CPU uses, through the <c>ranges</c> of every bus above it.</summary>
/// <remarks>
/// Devicetree Specification v0.4, sections 2.3.6 and 2.3.8. Of a longer address, such as one of PCI, the lower 64 bits count.
/// </remarks>
internal static class AddressTranslation
{
    /// <summary>The register ranges of a node as the CPU sees them.</summary>
    /// <returns>The ranges in order; without those that a bus on the way does not pass on.</returns>
    public static ImmutableArray<AddressRange> ReadRegisters(DeviceTreeNode node)
    {
        ImmutableArray<AddressRange>.Builder ranges = ImmutableArray.CreateBuilder<AddressRange>();
        foreach (RegEntry entry in node.ReadReg().Entries)
        {
            if (entry.Size > 0 && TryTranslate(new((ulong)entry.Address, entry.Size), node.Parent!, out AddressRange translated))
            {
                ranges.Add(translated);
            }
        }

        return ranges.ToImmutable();
    }

    private static bool TryTranslate(AddressRange range, DeviceTreeNode bus, out AddressRange translated)
    {
        translated = range;
        for (; bus.Parent is { } parent; bus = parent)
        {
            if (!TryCross(ref translated, bus))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Moves a range from a bus's own addresses to those of its parent.</summary>
    private static bool TryCross(ref AddressRange range, DeviceTreeNode bus)
    {
        (ImmutableArray<RangeEntry> entries, BusFault fault) = bus.ReadRanges();
        if (entries.IsEmpty)
        {
            return fault == BusFault.None; // An empty ranges: the addresses on both sides are the same.
        }

        foreach (RangeEntry entry in entries)
        {
            // Linux looks at the first byte alone, and boards rely on it: a reg may be longer than its bus says.
            ulong child = (ulong)entry.ChildAddress;
            if (new AddressRange(child, entry.Size).Contains(range.Start))
            {
                range = range with { Start = range.Start - child + (ulong)entry.ParentAddress };
                return range.Last >= range.Start; // There is nothing after the end of the address space.
            }
        }

        return false;
    }
}
