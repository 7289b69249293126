namespace Partition.Partitioning.Consistency;

/// <summary>What stands behind a <see cref="GuestRegion"/>.</summary>
internal enum GuestRegionKind
{
    /// <summary>RAM or ROM.</summary>
    Memory,

    /// <summary>A device, real or imitated, with the interrupts that the region names.</summary>
    Device,

    /// <summary>Something that answers and does nothing; it raises no interrupt.</summary>
    Stub,

    /// <summary>Parts of the processor; their interrupts are private to it.</summary>
    Platform,
}
