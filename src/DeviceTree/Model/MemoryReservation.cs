namespace Partition.DeviceTree.Model;

/// <summary>An entry of the memory reservation block (Devicetree Specification v0.4, section 5.3).</summary>
/// <param name="Address">Physical address of the first byte.</param>
/// <param name="Size">Length in bytes.</param>
public readonly record struct MemoryReservation(ulong Address, ulong Size)
{
    /// <summary>Labels that stand before the entry.</summary>
    public System.Collections.Immutable.ImmutableArray<string> Labels { get; init; } = [];
}
