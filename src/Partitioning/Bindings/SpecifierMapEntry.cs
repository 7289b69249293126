using System.Collections.Immutable;
using Partition.DeviceTree.Model;

namespace Partition.Partitioning.Bindings;

/// <summary>One entry of the map of a nexus: which line of the nexus is which line of another node.</summary>
/// <param name="Start">The index of the entry's first cell in the value.</param>
/// <param name="Child">The specifier at the nexus.</param>
/// <param name="Provider">The node that has the line.</param>
/// <param name="Parent">The specifier there.</param>
internal sealed record SpecifierMapEntry(int Start, ImmutableArray<uint> Child, DeviceTreeNode Provider, ImmutableArray<uint> Parent)
{
    /// <summary>The index of the cell with the provider's phandle.</summary>
    public int PhandleAt => Start + Child.Length;

    /// <summary>How many cells the entry has.</summary>
    public int Length => Child.Length + 1 + Parent.Length;
}
