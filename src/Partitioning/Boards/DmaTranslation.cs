using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Boards;

/// <summary>Works out which memory a device that reads and writes by itself can reach, through the <c>dma-ranges</c> of every bus above it.</summary>
/// <remarks>Devicetree Specification v0.4, section 2.3.9. A bus that does not have the property limits nothing, as in Linux.</remarks>
internal static class DmaTranslation
{
    /// <summary>The board's addresses that a device reaches.</summary>
    /// <returns>The ranges, or <see langword="null"/> when no bus limits it.</returns>
    public static ImmutableArray<AddressRange>? ReachOf(DeviceTreeNode node)
    {
        ImmutableArray<AddressRange>? reach = null;
        for (DeviceTreeNode? bus = node.Parent; bus?.Parent is { } above; bus = above)
        {
            if (bus.TryGetValue("dma-ranges", out PropertyValue? value) && value.TryReadCells(out ImmutableArray<uint> cells) && !cells.IsEmpty)
            {
                (AddressRange Child, ulong Parent)[] windows = [.. ReadWindows(cells, CellCounts.Below(bus), CellCounts.Below(above))];
                reach = reach is { } below
                    ? [.. below.SelectMany(range => windows.Select(window => Cross(range, window.Child, window.Parent)).OfType<AddressRange>())]
                    : [.. windows.Select(static window => window.Child with { Start = window.Parent })];
            }
        }

        return reach;
    }

    private static IEnumerable<(AddressRange Child, ulong Parent)> ReadWindows(ImmutableArray<uint> cells, CellCounts child, CellCounts parent)
    {
        int entry = child.Address + parent.Address + child.Size;
        for (int i = 0; entry > 0 && i + entry <= cells.Length; i += entry)
        {
            var range = new AddressRange(
                CellCounts.Join(cells.AsSpan(i, child.Address)), CellCounts.Join(cells.AsSpan(i + child.Address + parent.Address, child.Size)));
            yield return (range, CellCounts.Join(cells.AsSpan(i + child.Address, parent.Address)));
        }
    }

    /// <summary>The part of a range that a window passes on, at the addresses behind it.</summary>
    private static AddressRange? Cross(AddressRange range, AddressRange window, ulong parent)
    {
        if (!range.Overlaps(window))
        {
            return null;
        }

        ulong start = Math.Max(range.Start, window.Start);
        return new(start - window.Start + parent, Math.Min(range.Last, window.Last) - start + 1);
    }
}
