using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xen;

/// <summary>A stretch of the board that a tree for Xen gives to a guest: one entry of <c>xen,reg</c>.</summary>
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

    private static ulong Join(uint[] cells) => cells.Aggregate(0UL, static (number, cell) => (number << 32) | cell);
}
