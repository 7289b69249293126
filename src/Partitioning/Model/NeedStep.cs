using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;

namespace Partition.Partitioning.Model;

/// <summary>A step on the way of a need: a node refers to another, which a guest then needs as well.</summary>
/// <param name="From">The node that refers.</param>
/// <param name="Property">The property that says so, such as <c>clocks</c>; <c>parent</c> for the bus above.</param>
/// <param name="To">The node that it refers to.</param>
/// <param name="Span">Where the reference was written.</param>
internal readonly record struct NeedStep(DeviceTreeNode From, string Property, DeviceTreeNode To, SourceSpan Span)
{
    /// <summary>Writes a way for people: <c>uart1 → clocks → clk24</c>; empty for no steps.</summary>
    public static string Describe(Board board, ImmutableArray<NeedStep> way) => way.IsEmpty
        ? ""
        : board[way[0].From].Name + string.Concat(way.Select(step => $" → {step.Property} → {board[step.To].Name}"));
}
