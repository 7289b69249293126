namespace Partition.Hypervisors.Boot;

/// <summary>Where the bytes of a <see cref="BootFile"/> come from.</summary>
internal enum BootFileSource
{
    /// <summary>They are written with the boot files.</summary>
    Written,

    /// <summary>They are a file that was built for a guest.</summary>
    Guest,

    /// <summary>They are the hypervisor's own tree.</summary>
    HostTree,

    /// <summary>They are the hypervisor itself.</summary>
    Hypervisor,
}
