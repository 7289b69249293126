using System.Collections.Immutable;
using Partition.Building.Items;

namespace Partition.Building.Boots;

/// <summary>What a project says of the machine that boots what was built.</summary>
internal sealed record BootOptions
{
    /// <summary>QEMU, as a name to be found on the PATH or as a path.</summary>
    public required string QemuCommand { get; init; }

    /// <summary>The machine that QEMU is to be.</summary>
    public string QemuMachine { get; init; } = "";

    /// <summary>How much RAM the machine has; empty for what the booted guest has.</summary>
    public string QemuMemory { get; init; } = "";

    /// <summary>More arguments for QEMU.</summary>
    public string QemuArguments { get; init; } = "";

    /// <summary>The hypervisor's name.</summary>
    public required string Hypervisor { get; init; }

    /// <summary>The hypervisor itself, to be booted as a kernel.</summary>
    public string HypervisorKernel { get; init; } = "";

    /// <summary>The hypervisor's own tree.</summary>
    public string HostTreeFile { get; init; } = "";

    /// <summary>The list of what the hypervisor boots by, as the stage that writes the boot files wrote it.</summary>
    public string BootManifestFile { get; init; } = "";

    /// <summary>The disk image.</summary>
    public string DiskImage { get; init; } = "";

    /// <summary>All guests.</summary>
    public ImmutableArray<ProjectItem> Guests { get; init; } = [];

    /// <summary>The guest to boot when there is no hypervisor; may be empty when there is just one.</summary>
    public string RunGuest { get; init; } = "";
}
