namespace Partition.Hypervisors.Boot;

/// <summary>The files that are built for a guest.</summary>
internal enum GuestFileKind
{
    /// <summary>What runs first in the guest.</summary>
    Firmware,

    /// <summary>The kernel, flat.</summary>
    Kernel,

    /// <summary>The tree that the guest's operating system sees.</summary>
    OperatingSystemTree,

    /// <summary>The tree that the hypervisor is given.</summary>
    ConfigTree,

    /// <summary>The initial RAM file system.</summary>
    RootFileSystem,
}
