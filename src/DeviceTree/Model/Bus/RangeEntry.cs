namespace Partition.DeviceTree.Model.Bus;

/// <summary>One entry of <c>ranges</c> or <c>dma-ranges</c>: a range of a bus, and where its parent bus has it.</summary>
/// <param name="ChildAddress">The first byte as the node's children see it.</param>
/// <param name="ParentAddress">The first byte as the node's parent sees it.</param>
/// <param name="Size">Length in bytes.</param>
public readonly record struct RangeEntry(UInt128 ChildAddress, UInt128 ParentAddress, ulong Size);
