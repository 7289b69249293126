using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Partitioning.Boards;

namespace Partition.Hypervisors.Xen;

/// <summary>Writes addresses for <c>/passthrough</c>, where an address and a size have two cells each.</summary>
internal static class WideCells
{
    /// <summary>Cells of an address and of a size.</summary>
    public const int Count = 2;

    /// <summary>Rewrites the addresses of a node below the root for <c>/passthrough</c>.</summary>
    public static void Widen(DeviceTreeNode node)
    {
        if (node.Parent is { AddressCells: Count, SizeCells: Count })
        {
            return;
        }

        if (node.TryReadReg(out ImmutableArray<RegEntry> registers))
        {
            node.SetProperty("reg", PropertyValue.FromCells(
                [.. registers.SelectMany(static entry => Split(entry.Address).Concat(Split(entry.Size)))]));
        }

        WidenRanges(node, "ranges", node);
        WidenRanges(node, "dma-ranges", node);
    }

    /// <summary>Rewrites <c>ranges</c> or <c>dma-ranges</c>.</summary>
    /// <param name="node">The node to write to.</param>
    /// <param name="name">The property.</param>
    /// <param name="source">The node to read from, which may be in another place.</param>
    public static void WidenRanges(DeviceTreeNode node, string name, DeviceTreeNode source)
    {
        if (source.TryReadRanges(out ImmutableArray<RangeEntry> ranges, name) && !ranges.IsEmpty)
        {
            node.SetProperty(name, Ranges(ranges, source));
        }
    }

    /// <summary>Writes the <c>ranges</c> of a bus below <c>/passthrough</c>.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="bus">A node with the bus's own counts of cells.</param>
    public static PropertyValue Ranges(IEnumerable<RangeEntry> entries, DeviceTreeNode bus) => PropertyValue.FromCells(
        [.. entries.SelectMany(entry => Split(entry.ChildAddress, (int)bus.AddressCells)
            .Concat(Split(entry.ParentAddress))
            .Concat(Split(entry.Size, (int)bus.SizeCells)))]);

    /// <summary>The cells of a number, the most significant first.</summary>
    public static IEnumerable<uint> Split(UInt128 number, int cells = Count) => AddressCells.Split(number, (uint)cells);
}
