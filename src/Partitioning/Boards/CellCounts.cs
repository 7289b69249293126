using Partition.DeviceTree.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Boards;

/// <summary>How many cells addresses and sizes take below a node, and cell arithmetic.</summary>
/// <remarks>Devicetree Specification v0.4, section 2.3.5: two and one when a node does not say.</remarks>
internal readonly record struct CellCounts(int Address, int Size)
{
    private const int DefaultAddressCells = 2;
    private const int DefaultSizeCells = 1;

    // More than four cells (a PCI address has three) means a broken tree; the bound keeps arithmetic on counts safe.
    private const uint Most = 4;

    // A reference has more behind it: a DMA controller's five (st,stm32-mdma), a wake-up controller's seven (fsl,ls1028a-rcpm).
    private const uint MostBehindPhandle = 16;

    public static CellCounts Below(DeviceTreeNode node) => new(
        Read(node, "#address-cells") ?? DefaultAddressCells,
        Read(node, "#size-cells") ?? DefaultSizeCells);

    /// <summary>Whether cells of these counts can say where a range lies, and the range does not run round the address space.</summary>
    public bool CanHold(AddressRange range) =>
        Fits(range.Start, Address) && Fits(range.Size, Size) && (UInt128)range.Start + range.Size <= (UInt128)ulong.MaxValue + 1;

    private static bool Fits(ulong number, int cells) => cells >= 2 || number <= (cells == 1 ? uint.MaxValue : 0);

    /// <summary>Reads a property that counts cells.</summary>
    /// <returns>The count, or <see langword="null"/> when there is none or it makes no sense.</returns>
    public static int? Read(DeviceTreeNode node, string property) => Read(node, property, Most);

    /// <summary>Reads a property that counts the cells behind a phandle.</summary>
    /// <returns>The count, or <see langword="null"/> when there is none or it makes no sense.</returns>
    public static int? ReadBehindPhandle(DeviceTreeNode node, string property) => Read(node, property, MostBehindPhandle);

    private static int? Read(DeviceTreeNode node, string property, uint most) =>
        node.TryGetValue(property, out PropertyValue? value) && value.TryReadCell(out uint cells) && cells <= most ? (int)cells : null;

    /// <summary>Puts cells together to one number, the most significant first; cells beyond 64 bits drop out at the top.</summary>
    public static ulong Join(ReadOnlySpan<uint> cells)
    {
        ulong number = 0;
        foreach (uint cell in cells)
        {
            number = (number << 32) | cell;
        }

        return number;
    }
}
