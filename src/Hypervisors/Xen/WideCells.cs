using System.Collections.Immutable;
using System.Globalization;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Partitioning.Boards;

namespace Partition.Hypervisors.Xen;

/// <summary>Writes addresses for <c>/passthrough</c>, where an address and a size have two cells each.</summary>
internal static class WideCells
{
    /// <summary>Cells of an address and of a size.</summary>
    public const int Count = 2;

    /// <summary>What a range with one cell for its size is written in, in bytes.</summary>
    private const ulong Block = 0x8000_0000;

    /// <summary>Rewrites the addresses of a node below the root for <c>/passthrough</c>.</summary>
    /// <returns>The node, or one that replaces it under a name with a unit address.</returns>
    public static DeviceTreeNode Widen(DeviceTreeNode node)
    {
        if (node.Parent is { AddressCells: Count, SizeCells: Count })
        {
            return node;
        }

        if (node.TryReadReg(out ImmutableArray<RegEntry> registers))
        {
            node.SetProperty("reg", PropertyValue.FromCells(
                [.. registers.SelectMany(static entry => Split(entry.Address).Concat(Split(entry.Size)))]));
        }

        WidenRanges(node, "ranges", node);
        WidenRanges(node, "dma-ranges", node);
        if (IsEmpty(node, "dma-ranges") && HasOtherCells(node) && node.AddressCells == 1)
        {
            node.SetProperty("dma-ranges", RangesOf([0, Block], node));
        }

        return IsEmpty(node, "ranges") && HasOtherCells(node) ? WriteOut(node) : node;
    }

    /// <summary>
    /// Writes out an empty list of ranges, which says that the addresses are those of the node above: in equally many cells
    /// (Devicetree Specification v0.4, section 2.3.8).
    /// </summary>
    private static DeviceTreeNode WriteOut(DeviceTreeNode bus)
    {
        ulong[] blocks = BlocksOf(bus);
        if (blocks.Length == 0)
        {
            bus.RemoveProperty("ranges");
            bus.RemoveProperty("#address-cells");
            bus.RemoveProperty("#size-cells");
            return bus;
        }

        bus.SetProperty("ranges", RangesOf(blocks, bus));
        return bus.UnitAddress is null ? bus.Rename(string.Create(CultureInfo.InvariantCulture, $"{bus.Name}@{blocks[0]:x}")) : bus;
    }

    private static bool IsEmpty(DeviceTreeNode bus, string name) => bus.FindProperty(name) is { Value.IsEmpty: true };

    private static bool HasOtherCells(DeviceTreeNode bus) =>
        bus is { AddressCells: 1 or Count, SizeCells: 1 or Count } and not { AddressCells: Count, SizeCells: Count };

    private static PropertyValue RangesOf(ulong[] blocks, DeviceTreeNode bus) =>
        Ranges(blocks.Select(static block => new RangeEntry(block, block, Block)), bus);

    /// <summary>Where the blocks begin that the addresses on a bus are in.</summary>
    private static ulong[] BlocksOf(DeviceTreeNode bus) =>
    [
        .. AddressesOn(bus)
            .Where(static address => address <= ulong.MaxValue)
            .Select(static address => (ulong)address / Block * Block)
            .Distinct()
            .Order(),
    ];

    /// <summary>The addresses of what is on a bus, and on those below whose addresses are the same.</summary>
    private static IEnumerable<UInt128> AddressesOn(DeviceTreeNode bus) => bus.Children.SelectMany(child =>
        child.ReadReg().Entries.Select(static entry => entry.Address)
            .Concat(child.ReadRanges().Entries.Select(static entry => entry.ParentAddress))
            .Concat(IsEmpty(child, "ranges") ? AddressesOn(child) : []));

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
