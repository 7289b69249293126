using System.Collections.Immutable;

namespace Partition.DeviceTree.Model;

public sealed partial class DeviceTreeNode
{
    private const uint MostAddressCells = 4;
    private const uint MostSizeCells = 2;

    /// <summary>Cells of an address on the bus that this node is: <c>#address-cells</c>, or 2 where it does not say.</summary>
    /// <remarks>Devicetree Specification v0.4, section 2.3.5. The count is not inherited.</remarks>
    public uint AddressCells => ReadCount("#address-cells", 2);

    /// <summary>Cells of a size on the bus that this node is: <c>#size-cells</c>, or 1 where it does not say.</summary>
    public uint SizeCells => ReadCount("#size-cells", 1);

    /// <summary>Reads <c>reg</c> with the cell counts of the parent. The addresses are those of the parent's bus.</summary>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>parent's counts, value</term><description>entries</description></listheader>
    /// <item><term>1 and 1, <c>&lt;0x9000 0x1000&gt;</c></term><description>(0x9000, 0x1000)</description></item>
    /// <item><term>2 and 1, <c>&lt;1 0 16&gt;</c></term><description>(0x100000000, 16)</description></item>
    /// <item><term>1 and 0, <c>&lt;0 1&gt;</c></term><description>(0, 0), (1, 0)</description></item>
    /// </list>
    /// <code>
    /// if (uart.TryReadReg(out ImmutableArray&lt;RegEntry&gt; reg)) { UInt128 first = reg[0].Address; }
    /// </code>
    /// </remarks>
    /// <param name="entries">The entries, or none.</param>
    /// <returns><see langword="false"/> when there is no <c>reg</c>, no parent, or the length does not fit the counts.</returns>
    public bool TryReadReg(out ImmutableArray<RegEntry> entries)
    {
        entries = [];
        if (Parent is null || !TryReadEntries("reg", Parent.AddressCells, 0, Parent.SizeCells, out ImmutableArray<RangeEntry> ranges))
        {
            return false;
        }

        entries = [.. ranges.Select(static range => new RegEntry(range.ChildAddress, range.Size))];
        return true;
    }

    /// <summary>Reads <c>ranges</c>, or another property of its form, with the cell counts of this node and of its parent.</summary>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>own address cells, parent's, own size cells, value</term><description>entries</description></listheader>
    /// <item><term>1, 1, 1, <c>&lt;0 0x9000 0x100&gt;</c></term><description>(0, 0x9000, 0x100)</description></item>
    /// <item><term>1, 2, 1, <c>&lt;0 1 0 16&gt;</c></term><description>(0, 0x100000000, 16)</description></item>
    /// <item><term>any, no value</term><description>none: addresses are the same on both sides</description></item>
    /// </list>
    /// <code>
    /// bool isBridge = soc.TryReadRanges(out ImmutableArray&lt;RangeEntry&gt; ranges);
    /// </code>
    /// </remarks>
    /// <param name="entries">The entries, or none.</param>
    /// <param name="name"><c>ranges</c> or <c>dma-ranges</c>.</param>
    /// <returns><see langword="false"/> when there is no such property, no parent, or the length does not fit the counts.</returns>
    public bool TryReadRanges(out ImmutableArray<RangeEntry> entries, string name = "ranges")
    {
        ArgumentNullException.ThrowIfNull(name);
        entries = [];
        return Parent is not null && TryReadEntries(name, AddressCells, Parent.AddressCells, SizeCells, out entries);
    }

    private bool TryReadEntries(string name, uint childCells, uint parentCells, uint sizeCells, out ImmutableArray<RangeEntry> entries)
    {
        entries = [];
        if (!TryGetValue(name, out PropertyValue? value) || childCells > MostAddressCells || parentCells > MostAddressCells || sizeCells > MostSizeCells)
        {
            return false;
        }

        uint size = (childCells + parentCells + sizeCells) * sizeof(uint);
        if (size == 0 ? !value.IsEmpty : value.Length % size != 0)
        {
            return false;
        }

        ImmutableArray<RangeEntry>.Builder builder = ImmutableArray.CreateBuilder<RangeEntry>();
        var reader = new CellReader(value.Bytes);
        while (!reader.IsAtEnd)
        {
            builder.Add(new(reader.Take(childCells), reader.Take(parentCells), (ulong)reader.Take(sizeCells)));
        }

        entries = builder.ToImmutable();
        return true;
    }

    private uint ReadCount(string name, uint otherwise) => FindProperty(name)?.Value.TryReadCell(out uint count) == true ? count : otherwise;
}
