using System.Collections.Immutable;

namespace Partition.DeviceTree.Model.Bus;

/// <summary>Reads the <c>interrupt-map</c> of a nexus (Devicetree Specification v0.4, section 2.4.3).</summary>
public static class InterruptMap
{
    /// <summary>Reads the entries of a nexus.</summary>
    /// <remarks>
    /// The nexus and each parent should say <c>#address-cells</c>; without it an entry has no unit address there, as in Linux: the
    /// default of section 2.3.5 does not hold here.
    /// </remarks>
    /// <param name="nexus">The node with the map.</param>
    /// <param name="index">The nodes of the tree.</param>
    /// <returns>The entries before the first fault, and that fault.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static BusReading<InterruptMapEntry> ReadInterruptMap(this DeviceTreeNode nexus, NodeIndex index)
    {
        ArgumentNullException.ThrowIfNull(nexus);
        ArgumentNullException.ThrowIfNull(index);
        if (!nexus.TryGetValue("interrupt-map", out PropertyValue? value))
        {
            return BusReading<InterruptMapEntry>.Failed(BusFault.NoProperty);
        }

        if (!value.TryReadCells(out ImmutableArray<uint> cells))
        {
            return BusReading<InterruptMapEntry>.Failed(BusFault.Length);
        }

        BusFault fault = CountCells(nexus, out uint address, out uint interrupt);
        ImmutableArray<InterruptMapEntry>.Builder entries = ImmutableArray.CreateBuilder<InterruptMapEntry>();
        for (int start = 0; start < cells.Length && fault == BusFault.None;)
        {
            fault = ReadEntry(cells, start, (ulong)address + interrupt, index, out InterruptMapEntry? entry);
            if (entry is not null)
            {
                entries.Add(entry);
                start += entry.Length;
            }
        }

        return new(entries.ToImmutable(), fault);
    }

    private static BusFault ReadEntry(ImmutableArray<uint> cells, int start, ulong key, NodeIndex index, out InterruptMapEntry? entry)
    {
        entry = null;
        if ((ulong)start + key >= (ulong)cells.Length)
        {
            return BusFault.CellsMissing;
        }

        int at = start + (int)key;
        if (BusSpecifiers.IsNoPhandle(cells[at]))
        {
            return BusFault.InvalidPhandle;
        }

        if (index.FindByPhandle(cells[at]) is not DeviceTreeNode parent)
        {
            return BusFault.UnknownPhandle;
        }

        BusFault fault = CountCells(parent, out uint address, out uint interrupt);
        if (fault == BusFault.None && (ulong)address + interrupt > (ulong)(cells.Length - at - 1))
        {
            fault = BusFault.CellsMissing;
        }

        if (fault == BusFault.None)
        {
            ImmutableArray<uint> specifier = cells.Slice(at + 1 + (int)address, (int)interrupt);
            entry = new(start, cells.Slice(start, (int)key), cells.Slice(at + 1, (int)address), new(parent, specifier));
        }

        return fault;
    }

    private static BusFault CountCells(DeviceTreeNode node, out uint address, out uint interrupt)
    {
        CellCounts counts = CellCounts.Of(node);
        uint? declared = CellCounts.Read(node, "#interrupt-cells");
        (address, interrupt) = (counts.DeclaredAddress ?? 0, declared ?? 0);
        return node.FindProperty("#interrupt-cells") is null ? BusFault.NoCellCount
            : declared is null || !counts.IsUsable ? BusFault.UnusableCellCount
            : BusFault.None;
    }
}
