using System.Collections.Immutable;

namespace Partition.DeviceTree.Model.Bus;

/// <summary>Reads the addresses of a node: <c>reg</c>, <c>ranges</c> and the counts of their cells.</summary>
/// <remarks>Devicetree Specification v0.4, sections 2.3.5, 2.3.6, 2.3.8 and 2.3.9. Addresses are not translated.</remarks>
public static class BusAddresses
{
    extension(DeviceTreeNode node)
    {
        /// <summary>Cells of an address on the bus that this node is: <c>#address-cells</c>, or 2 without it.</summary>
        public uint AddressCells => CellCounts.Of(node).Address;

        /// <summary>Cells of a size on the bus that this node is: <c>#size-cells</c>, or 1 without it.</summary>
        public uint SizeCells => CellCounts.Of(node).Size;
    }

    /// <summary>Reads <c>reg</c> with the cell counts of the parent. The addresses are those of the parent's bus.</summary>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>parent's counts, value</term><description>entries</description></listheader>
    /// <item><term>1 and 1, <c>&lt;0x9000 0x1000&gt;</c></term><description>(0x9000, 0x1000)</description></item>
    /// <item><term>2 and 1, <c>&lt;1 0 16&gt;</c></term><description>(0x100000000, 16)</description></item>
    /// <item><term>1 and 0, <c>&lt;0 1&gt;</c></term><description>(0, 0), (1, 0)</description></item>
    /// <item><term>1 and 1, <c>&lt;0x9000 0x1000 0xa000&gt;</c></term>
    /// <description>(0x9000, 0x1000), then the fault Length</description></item>
    /// <item><term>any, no value</term><description>none, and the fault Length</description></item>
    /// </list>
    /// </remarks>
    /// <returns>The entries before the first fault, and that fault.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="node"/> is <see langword="null"/>.</exception>
    public static BusReading<RegEntry> ReadReg(this DeviceTreeNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        BusFault fault = node.FindRegFault();
        return fault is BusFault.NoProperty or BusFault.NoBus
            ? BusReading<RegEntry>.Failed(fault)
            : new(
                [.. ReadEntries(node.FindProperty("reg")!.Value, CellCounts.Of(node.Parent!), 0)
                    .Select(static entry => new RegEntry(entry.ChildAddress, entry.Size))],
                fault);
    }

    /// <summary>The error of <see cref="ReadReg"/>, without the entries.</summary>
    internal static BusFault FindRegFault(this DeviceTreeNode node)
    {
        if (node.FindProperty("reg")?.Value is not PropertyValue value)
        {
            return BusFault.NoProperty;
        }

        if (node.Parent is null)
        {
            return BusFault.NoBus;
        }

        BusFault fault = FindFault(value, CellCounts.Of(node.Parent), 0);
        return value.IsEmpty && fault != BusFault.UnusableCellCount ? BusFault.Length : fault;
    }

    /// <summary>Reads <c>reg</c> when it is whole: <see cref="ReadReg"/> without the reason of a failure.</summary>
    /// <remarks>
    /// <code>
    /// if (uart.TryReadReg(out ImmutableArray&lt;RegEntry&gt; reg)) { UInt128 first = reg[0].Address; }
    /// </code>
    /// </remarks>
    /// <param name="node">The node.</param>
    /// <param name="entries">The entries, or none.</param>
    /// <returns><see langword="false"/> when there is a fault.</returns>
    public static bool TryReadReg(this DeviceTreeNode node, out ImmutableArray<RegEntry> entries) => node.ReadReg().TryGet(out entries);

    /// <summary>Reads <c>ranges</c>, or another property of its form, with the cell counts of the node and of its parent.</summary>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>own address cells, parent's, own size cells, value</term><description>entries</description></listheader>
    /// <item><term>1, 1, 1, <c>&lt;0 0x9000 0x100&gt;</c></term><description>(0, 0x9000, 0x100)</description></item>
    /// <item><term>1, 2, 1, <c>&lt;0 1 0 16&gt;</c></term><description>(0, 0x100000000, 16)</description></item>
    /// <item><term>any, no value</term><description>none: addresses are the same on both sides</description></item>
    /// </list>
    /// </remarks>
    /// <param name="node">The node.</param>
    /// <param name="name"><c>ranges</c> or <c>dma-ranges</c>.</param>
    /// <returns>The entries before the first fault, and that fault.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static BusReading<RangeEntry> ReadRanges(this DeviceTreeNode node, string name = "ranges")
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(name);
        BusFault fault = node.FindRangesFault(name);
        return fault is BusFault.NoProperty or BusFault.NoBus || !CellCounts.Of(node.Parent!).IsUsable
            ? BusReading<RangeEntry>.Failed(fault)
            : new(ReadEntries(node.FindProperty(name)!.Value, CellCounts.Of(node), CellCounts.Of(node.Parent!).Address), fault);
    }

    /// <summary>The error of <see cref="ReadRanges"/>, without the entries.</summary>
    internal static BusFault FindRangesFault(this DeviceTreeNode node, string name)
    {
        if (node.FindProperty(name)?.Value is not PropertyValue value)
        {
            return BusFault.NoProperty;
        }

        if (node.Parent is null)
        {
            return BusFault.NoBus;
        }

        CellCounts outer = CellCounts.Of(node.Parent);
        return !outer.IsUsable ? BusFault.UnusableCellCount
            : value.IsEmpty ? BusFault.None
            : FindFault(value, CellCounts.Of(node), outer.Address);
    }

    /// <summary>Reads <c>ranges</c> when it is whole: <see cref="ReadRanges"/> without the reason of a failure.</summary>
    /// <remarks>
    /// <code>
    /// bool isBridge = soc.TryReadRanges(out ImmutableArray&lt;RangeEntry&gt; ranges);
    /// </code>
    /// </remarks>
    /// <param name="node">The node.</param>
    /// <param name="entries">The entries, or none.</param>
    /// <param name="name"><c>ranges</c> or <c>dma-ranges</c>.</param>
    /// <returns><see langword="false"/> when there is a fault.</returns>
    public static bool TryReadRanges(this DeviceTreeNode node, out ImmutableArray<RangeEntry> entries, string name = "ranges") =>
        node.ReadRanges(name).TryGet(out entries);

    /// <summary>What is wrong with entries of an address, an address of the parent's bus in some cells, and a size.</summary>
    private static BusFault FindFault(PropertyValue value, CellCounts counts, uint parentCells)
    {
        if (!counts.IsUsable)
        {
            return BusFault.UnusableCellCount;
        }

        // The length comes first: that it fits no number of entries is an error whatever the counts.
        ulong size = SizeOf(counts, parentCells);
        return !(size == 0 ? value.IsEmpty : (ulong)value.Length % size == 0) ? BusFault.Length
            : AreWithinLimits(counts, parentCells) ? BusFault.None
            : BusFault.TooManyCells;
    }

    /// <summary>Reads entries as far as they go.</summary>
    private static ImmutableArray<RangeEntry> ReadEntries(PropertyValue value, CellCounts counts, uint parentCells)
    {
        ulong size = SizeOf(counts, parentCells);
        if (!counts.IsUsable || !AreWithinLimits(counts, parentCells) || size == 0)
        {
            return [];
        }

        ImmutableArray<RangeEntry>.Builder builder = ImmutableArray.CreateBuilder<RangeEntry>();
        var reader = new CellReader(value.Bytes);
        while (reader.Has((uint)size / sizeof(uint)))
        {
            builder.Add(new(reader.Take(counts.Address), reader.Take(parentCells), (ulong)reader.Take(counts.Size)));
        }

        return builder.ToImmutable();
    }

    private static bool AreWithinLimits(CellCounts counts, uint parentCells) =>
        counts.IsWithinLimits && parentCells <= CellCounts.MaxAddress;

    private static ulong SizeOf(CellCounts counts, uint parentCells) => (counts.Entry + parentCells) * sizeof(uint);
}
