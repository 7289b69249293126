using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xen;

/// <summary>A range of the board that a tree for Xen gives to a guest: one entry of <c>xen,reg</c>.</summary>
/// <param name="Host">Board addresses.</param>
/// <param name="Guest">Where the guest sees it.</param>
internal readonly record struct PassthroughRegion(AddressRange Host, ulong Guest)
{
    /// <summary>Reads the <c>xen,reg</c> of a node with the cell counts of its parent.</summary>
    /// <returns>The entries; <see langword="null"/> when the value is no whole number of them, or Xen cannot read the cell
    /// counts.</returns>
    public static ImmutableArray<PassthroughRegion>? Read(DeviceTreeNode node)
    {
        if (node.Parent is not { AddressCells: 1 or 2, SizeCells: 1 or 2 } parent
            || node.FindProperty("xen,reg")?.Value.TryReadCells(out ImmutableArray<uint> cells) != true)
        {
            return null;
        }

        int address = (int)parent.AddressCells;
        int size = (int)parent.SizeCells;
        int length = address + size + address;
        return cells.Length % length != 0 ? null :
        [
            .. cells.Chunk(length).Select(entry =>
                new PassthroughRegion(
                    new(Join(entry[..address]), Join(entry[address..(address + size)])),
                    Join(entry[(address + size)..]))),
        ];
    }

    /// <summary>Whether the counts of cells of a bus can hold the entry.</summary>
    public bool Fits(DeviceTreeNode bus) =>
        CellCounts.Of(bus) is var counts && counts.CanHold(Host) && counts.CanHold(Host with { Start = Guest });

    /// <summary>The cells of the entry.</summary>
    /// <param name="bus">The node above, by whose counts of cells Xen reads it.</param>
    public IEnumerable<uint> Write(DeviceTreeNode bus) =>
        WideCells.Split(Host.Start, (int)bus.AddressCells)
            .Concat(WideCells.Split(Host.Size, (int)bus.SizeCells))
            .Concat(WideCells.Split(Guest, (int)bus.AddressCells));

    private static ulong Join(uint[] cells) => cells.Aggregate(0UL, static (number, cell) => (number << 32) | cell);
}
