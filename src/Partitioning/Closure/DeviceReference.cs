using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Bindings;

namespace Partition.Partitioning.Closure;

/// <summary>What one device has to do with another.</summary>
/// <param name="From">The node that refers.</param>
/// <param name="Property">The property that says so, such as <c>clocks</c>.</param>
/// <param name="To">The node referred to.</param>
/// <param name="Tie">What the reference means.</param>
/// <param name="Span">Where the reference was written.</param>
internal readonly record struct DeviceReference(DeviceTreeNode From, string Property, DeviceTreeNode To, PhandleTie Tie, SourceSpan Span);
