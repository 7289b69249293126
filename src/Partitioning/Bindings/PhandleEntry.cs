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
internal readonly record struct PhandleEntry(DeviceTreeNode? Target, int Start, int Length, int PhandleAt, SourceSpan Span);
