namespace Partition.DeviceTree.Model.Bus;

/// <summary>One entry of <c>reg</c>: a range of the bus that the node's parent is.</summary>
/// <param name="Address">The first byte; up to four cells, as many as the parent's <c>#address-cells</c>.</param>
/// <param name="Size">Length in bytes; 0 where <c>#size-cells</c> is 0.</param>
public readonly record struct RegEntry(UInt128 Address, ulong Size);
