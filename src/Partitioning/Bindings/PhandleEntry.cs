using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;

namespace Partition.Partitioning.Bindings;

/// <summary>One entry of a list of references.</summary>
/// <param name="Target">The node referred to; <see langword="null"/> where 0 or 0xffffffff leaves an entry out, or no node has the
/// phandle.</param>
/// <param name="Start">Where the entry begins in the value, in bytes.</param>
/// <param name="Length">How long it is, in bytes: the phandle and what belongs to it.</param>
/// <param name="PhandleAt">Where the phandle stands in the value, in bytes.</param>
/// <param name="Span">Where the reference was written; none in a tree that was read from a blob.</param>
internal readonly record struct PhandleEntry(DeviceTreeNode? Target, int Start, int Length, int PhandleAt, SourceSpan Span)
{
    /// <summary>The cells after the phandle, which say what of the target is meant; none where the value is not made of cells.</summary>
    /// <param name="value">The value that the entry is in.</param>
    public ImmutableArray<uint> ReadSpecifier(PropertyValue value)
    {
        int first = (PhandleAt / sizeof(uint)) + 1;
        int end = (Start + Length) / sizeof(uint);
        return value.TryReadCells(out ImmutableArray<uint> cells) && end <= cells.Length && first < end ? cells[first..end] : [];
    }
}
