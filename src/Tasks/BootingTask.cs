using Microsoft.Build.Framework;
using Partition.Building.Boots;

namespace Partition.Tasks;

/// <summary>A task that needs to know how QEMU boots what was built.</summary>
public abstract class BootingTask : PartitionTask
{
    /// <summary>QEMU, as a name to be found on the PATH or as a path.</summary>
    [Required] public string QemuCommand { get; set; } = "";

    /// <summary>The machine that QEMU is to be.</summary>
    public string QemuMachine { get; set; } = "";

    /// <summary>How much RAM the machine has; empty for what the booted guest has.</summary>
    public string QemuMemory { get; set; } = "";

    /// <summary>More arguments for QEMU.</summary>
    public string QemuArguments { get; set; } = "";

    /// <summary>The hypervisor's name.</summary>
    [Required] public string Hypervisor { get; set; } = "";

    /// <summary>The hypervisor itself, to be booted as a kernel.</summary>
    public string HypervisorKernel { get; set; } = "";

    /// <summary>The hypervisor's own tree.</summary>
    public string HostTreeFile { get; set; } = "";

    /// <summary>The list of what the hypervisor boots by, as <see cref="WriteBootFiles"/> wrote it.</summary>
    public string BootManifestFile { get; set; } = "";

    /// <summary>The disk image.</summary>
    public string DiskImage { get; set; } = "";

    /// <summary>All guests.</summary>
    public ITaskItem[] Guests { get; set; } = [];

    /// <summary>The guest to boot when there is no hypervisor; may be empty when there is just one.</summary>
    public string RunGuest { get; set; } = "";

    /// <summary>The machine.</summary>
    private protected BootOptions Boot => field ??= new()
    {
        QemuCommand = QemuCommand,
        QemuMachine = QemuMachine,
        QemuMemory = QemuMemory,
        QemuArguments = QemuArguments,
        Hypervisor = Hypervisor,
        HypervisorKernel = HypervisorKernel,
        HostTreeFile = HostTreeFile,
        BootManifestFile = BootManifestFile,
        DiskImage = DiskImage,
        Guests = ItemsOf(Guests),
        RunGuest = RunGuest,
    };
}
