using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Checks;

/// <summary>In how many cells the children of a node give addresses and sizes.</summary>
/// <param name="DeclaredAddress">What <c>#address-cells</c> says, or <see langword="null"/>.</param>
/// <param name="DeclaredSize">What <c>#size-cells</c> says, or <see langword="null"/>.</param>
/// <param name="IsUsable">Whether both, as far as they are there, are one cell.</param>
internal readonly record struct CellCounts(uint? DeclaredAddress, uint? DeclaredSize, bool IsUsable)
{
    // Devicetree Specification v0.4, section 2.3.5: what a node without #address-cells and #size-cells has.
    public const uint DefaultAddress = 2;
    public const uint DefaultSize = 1;

    /// <summary>Cells of an address.</summary>
    public uint Address => DeclaredAddress ?? DefaultAddress;

    /// <summary>Cells of a size.</summary>
    public uint Size => DeclaredSize ?? DefaultSize;

    /// <summary>Cells of an address and a size.</summary>
    public ulong Entry => (ulong)Address + Size;

    /// <summary>Reads those of a node.</summary>
    public static CellCounts Of(DeviceTreeNode node)
    {
        DeviceTreeProperty? address = node.FindProperty("#address-cells");
        DeviceTreeProperty? size = node.FindProperty("#size-cells");
        uint? addressCells = address?.Value.TryReadCell(out uint cells) == true ? cells : null;
        uint? sizeCells = size?.Value.TryReadCell(out cells) == true ? cells : null;
        return new(addressCells, sizeCells, address is null == addressCells is null && size is null == sizeCells is null);
    }
}
