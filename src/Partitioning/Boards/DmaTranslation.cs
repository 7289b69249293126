using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Boards;

/// <summary>Works out which memory a bus master can reach, through the <c>dma-ranges</c> of every bus above it.</summary>
/// <remarks>Devicetree Specification v0.4, section 2.3.9. A bus without the property limits nothing, as in Linux.</remarks>
internal static class DmaTranslation
{
    /// <summary>The board's addresses that a device reaches.</summary>
    /// <returns>The ranges, or <see langword="null"/> when no bus limits it.</returns>
    public static ImmutableArray<AddressRange>? ReachOf(DeviceTreeNode node)
    {
        ImmutableArray<AddressRange>? reach = null;
        for (DeviceTreeNode? bus = node.Parent; bus?.Parent is not null; bus = bus.Parent)
        {
            ImmutableArray<RangeEntry> windows = bus.ReadRanges("dma-ranges").Entries;
            if (!windows.IsEmpty)
            {
                reach = reach is { } below
                    ? [.. below.SelectMany(range => windows.Select(window => Cross(range, window)).OfType<AddressRange>())]
                    : [.. windows.Select(static window => new AddressRange((ulong)window.ParentAddress, window.Size))];
            }
        }

        return reach;
    }

    /// <summary>The part of a range that a window passes on, at the addresses of the parent bus.</summary>
    private static AddressRange? Cross(AddressRange range, RangeEntry entry)
    {
        var window = new AddressRange((ulong)entry.ChildAddress, entry.Size);
        if (!range.Overlaps(window))
        {
            return null;
        }

        ulong start = Math.Max(range.Start, window.Start);
        return new(start - window.Start + (ulong)entry.ParentAddress, Math.Min(range.Last, window.Last) - start + 1);
    }
}
