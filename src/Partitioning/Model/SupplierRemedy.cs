namespace Partition.Partitioning.Model;

/// <summary>What helps where several guests reach one supplier.</summary>
internal enum SupplierRemedy
{
    /// <summary>One guest has it, and the others keep what is set there.</summary>
    Freeze,

    /// <summary>
    /// No guest has it: devices of several use the very same clock, reset line or power domain, which an owner would change under the
    /// others.
    /// </summary>
    FreezeForAll,

    /// <summary>No guest has it: a device of the hypervisor uses the very same as a device of the guest that would own it.</summary>
    FreezeForHypervisor,

    /// <summary>All use it together: parts of it are devices of several guests.</summary>
    Share,
}
