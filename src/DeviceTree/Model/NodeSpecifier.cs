using System.Collections.Immutable;

namespace Partition.DeviceTree.Model;

/// <summary>A node that provides something, and the cells that say what: <c>&lt;&amp;clk 3&gt;</c>.</summary>
/// <param name="Provider">The node that the phandle names.</param>
/// <param name="Cells">What follows the phandle, as many cells as the provider asks for; they mean what its binding says.</param>
public sealed record NodeSpecifier(DeviceTreeNode Provider, ImmutableArray<uint> Cells);
