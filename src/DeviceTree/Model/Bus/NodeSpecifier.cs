using System.Collections.Immutable;

namespace Partition.DeviceTree.Model.Bus;

/// <summary>A node that provides something, and the cells that select it: <c>&lt;&amp;clk 3&gt;</c>.</summary>
/// <param name="Provider">The node that the phandle names.</param>
/// <param name="Cells">The cells after the phandle, as many as the provider asks for; their meaning is in its binding.</param>
public sealed record NodeSpecifier(DeviceTreeNode Provider, ImmutableArray<uint> Cells);
