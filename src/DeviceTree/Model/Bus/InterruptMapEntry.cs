using System.Collections.Immutable;

namespace Partition.DeviceTree.Model.Bus;

/// <summary>One entry of <c>interrupt-map</c>: which interrupt of a child becomes which interrupt of a parent.</summary>
/// <param name="Start">The index of the entry's first cell in the value.</param>
/// <param name="Child">The unit address of the child and its interrupt specifier.</param>
/// <param name="ParentAddress">The unit address in the domain of the interrupt parent; often empty.</param>
/// <param name="Parent">The interrupt parent, and the interrupt specifier there.</param>
public sealed record InterruptMapEntry(
    int Start, ImmutableArray<uint> Child, ImmutableArray<uint> ParentAddress, NodeSpecifier Parent)
{
    /// <summary>The index of the cell with the parent's phandle.</summary>
    public int PhandleAt => Start + Child.Length;

    /// <summary>How many cells the entry has.</summary>
    public int Length => Child.Length + 1 + ParentAddress.Length + Parent.Cells.Length;
}
