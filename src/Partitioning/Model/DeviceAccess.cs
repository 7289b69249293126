namespace Partition.Partitioning.Model;

/// <summary>How a guest reaches a device.</summary>
internal enum DeviceAccess
{
    /// <summary>As the hypervisor finds best: an emulator where it has one, a stub where it has none.</summary>
    Default,

    /// <summary>The guest drives the board's hardware itself.</summary>
    Passthrough,

    /// <summary>The hypervisor imitates the device; several guests may have an imitation each.</summary>
    Emulated,

    /// <summary>Something that reads as zero stands in the device's place.</summary>
    Stub,

    /// <summary>Several guests use the board's hardware together, and see to it themselves.</summary>
    Shared,

    /// <summary>
    /// The guest does without the supplier and keeps what firmware or another guest has set there: a fixed clock replaces each of its
    /// clocks, and a regulator that is always on each of its supplies; its resets, power domains and pins leave the guest's tree.
    /// </summary>
    Frozen,
}
