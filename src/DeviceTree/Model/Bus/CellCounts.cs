namespace Partition.DeviceTree.Model.Bus;

/// <summary>How many cells the children of a node use for an address and for a size.</summary>
/// <remarks>
/// Devicetree Specification v0.4, section 2.3.5: the counts are those of the node itself, they are not inherited, and a node that
/// has none uses two cells for an address and one for a size. A property that is not one cell is an error, not a missing count.
/// </remarks>
/// <param name="DeclaredAddress">The value of <c>#address-cells</c>, or <see langword="null"/> when it is absent or not one cell.</param>
/// <param name="DeclaredSize">The value of <c>#size-cells</c>, or <see langword="null"/> when it is absent or not one cell.</param>
/// <param name="IsUsable">Whether each of the two properties is absent or exactly one cell.</param>
public readonly record struct CellCounts(uint? DeclaredAddress, uint? DeclaredSize, bool IsUsable)
{
    /// <summary>Cells of an address when the node does not have <c>#address-cells</c>.</summary>
    public const uint DefaultAddress = 2;

    /// <summary>Cells of a size when the node does not have <c>#size-cells</c>.</summary>
    public const uint DefaultSize = 1;

    /// <summary>The most cells of an address that are read; a PCI address has three.</summary>
    public const uint MaxAddress = 4;

    /// <summary>The most cells of a size that are read: 64 bits.</summary>
    public const uint MaxSize = 2;

    /// <summary>Cells of an address.</summary>
    public uint Address => DeclaredAddress ?? DefaultAddress;

    /// <summary>Cells of a size.</summary>
    public uint Size => DeclaredSize ?? DefaultSize;

    /// <summary>Cells of an address and a size together.</summary>
    public ulong Entry => (ulong)Address + Size;

    /// <summary>Whether the counts are within <see cref="MaxAddress"/> and <see cref="MaxSize"/>.</summary>
    public bool IsWithinLimits => Address <= MaxAddress && Size <= MaxSize;

    /// <summary>Reads the counts of a node.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="node"/> is <see langword="null"/>.</exception>
    public static CellCounts Of(DeviceTreeNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        bool isAddressUsable = TryRead(node, "#address-cells", out uint? address);
        bool isSizeUsable = TryRead(node, "#size-cells", out uint? size);
        return new(address, size, isAddressUsable && isSizeUsable);
    }

    /// <summary>Reads a property that counts cells, such as <c>#interrupt-cells</c>.</summary>
    /// <returns>The count, or <see langword="null"/> when the property is absent or not one cell.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="node"/> is <see langword="null"/>.</exception>
    public static uint? Read(DeviceTreeNode node, string name)
    {
        ArgumentNullException.ThrowIfNull(node);
        TryRead(node, name, out uint? count);
        return count;
    }

    private static bool TryRead(DeviceTreeNode node, string name, out uint? count)
    {
        PropertyValue? value = node.FindProperty(name)?.Value;
        count = value?.TryReadCell(out uint cell) == true ? cell : null;
        return value is null || count is not null;
    }
}
