using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Boards;

/// <summary>Turns a node's <c>reg</c> into addresses that the CPU uses, through the <c>ranges</c> of every bus above it.</summary>
/// <remarks>Devicetree Specification v0.4, sections 2.3.6 and 2.3.8.</remarks>
internal static class AddressTranslation
{
    /// <summary>The register ranges of a node as the CPU sees them.</summary>
    /// <returns>The ranges in order; without those that a bus on the way does not pass on.</returns>
    public static ImmutableArray<AddressRange> ReadRegisters(DeviceTreeNode node)
    {
        if (node.Parent is not { } bus || !TryReadCells(node, "reg", out ImmutableArray<uint> cells))
        {
            return [];
        }

        ImmutableArray<AddressRange>.Builder ranges = ImmutableArray.CreateBuilder<AddressRange>();
        foreach (AddressRange range in ReadPairs(cells, CellCounts.Below(bus)))
        {
            if (range.Size > 0 && TryTranslate(range, bus, out AddressRange translated))
            {
                ranges.Add(translated);
            }
        }

        return ranges.ToImmutable();
    }

    /// <summary>Reads a list of address and size pairs; an incomplete pair at the end is left out.</summary>
    public static IEnumerable<AddressRange> ReadPairs(ImmutableArray<uint> cells, CellCounts counts)
    {
        int entry = counts.Address + counts.Size;
        for (int i = 0; entry > 0 && i + entry <= cells.Length; i += entry)
        {
            yield return new(
                CellCounts.Join(cells.AsSpan(i, counts.Address)),
                CellCounts.Join(cells.AsSpan(i + counts.Address, counts.Size)));
        }
    }

    private static bool TryTranslate(AddressRange range, DeviceTreeNode bus, out AddressRange translated)
    {
        translated = range;
        for (; bus.Parent is { } parent; bus = parent)
        {
            if (!TryCross(ref translated, bus, CellCounts.Below(parent)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Moves a range from a bus's own addresses to those of its parent.</summary>
    private static bool TryCross(ref AddressRange range, DeviceTreeNode bus, CellCounts parentCounts)
    {
        if (!bus.TryGetValue("ranges", out PropertyValue? value) || !value.TryReadCells(out ImmutableArray<uint> cells))
        {
            return false;
        }

        if (cells.IsEmpty)
        {
            return true; // The addresses on both sides are the same.
        }

        CellCounts counts = CellCounts.Below(bus);
        int entry = counts.Address + parentCounts.Address + counts.Size;
        for (int i = 0; entry > 0 && i + entry <= cells.Length; i += entry)
        {
            ulong child = CellCounts.Join(cells.AsSpan(i, counts.Address));
            ulong parent = CellCounts.Join(cells.AsSpan(i + counts.Address, parentCounts.Address));
            ulong size = CellCounts.Join(cells.AsSpan(i + counts.Address + parentCounts.Address, counts.Size));
            // Linux looks at the first byte alone, and boards rely on it: a reg may be longer than its bus says.
            if (new AddressRange(child, size).Contains(range.Start))
            {
                range = range with { Start = range.Start - child + parent };
                return range.Last >= range.Start; // Behind the end of the address space there is nothing.
            }
        }

        return false;
    }

    private static bool TryReadCells(DeviceTreeNode node, string property, out ImmutableArray<uint> cells)
    {
        cells = [];
        return node.TryGetValue(property, out PropertyValue? value) && value.TryReadCells(out cells);
    }
}
