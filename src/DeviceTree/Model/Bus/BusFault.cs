namespace Partition.DeviceTree.Model.Bus;

/// <summary>Why a property that depends on other nodes cannot be read.</summary>
public enum BusFault
{
    /// <summary>There is no fault.</summary>
    None,

    /// <summary>The node does not have the property.</summary>
    NoProperty,

    /// <summary>The node is a root, so it is not on a bus.</summary>
    NoBus,

    /// <summary>A property that counts cells is not one cell.</summary>
    UnusableCellCount,

    /// <summary>The counts exceed <see cref="CellCounts.MaxAddress"/> or <see cref="CellCounts.MaxSize"/>.</summary>
    TooManyCells,

    /// <summary>The length is not a multiple of the length of an entry, or of a cell.</summary>
    Length,

    /// <summary>The value ends before the last cell of an entry.</summary>
    CellsMissing,

    /// <summary>A cell that must be a phandle is 0 or 0xffffffff, or <c>interrupt-parent</c> is not one cell.</summary>
    InvalidPhandle,

    /// <summary>No node has the phandle.</summary>
    UnknownPhandle,

    /// <summary>The node that the phandle names does not have the property that counts the cells after it.</summary>
    NoCellCount,

    /// <summary>Neither the node nor a node above it has an interrupt parent.</summary>
    NoInterruptParent,

    /// <summary>The interrupt parent has neither <c>interrupt-controller</c> nor <c>interrupt-map</c>.</summary>
    NotInterruptProvider,
}
