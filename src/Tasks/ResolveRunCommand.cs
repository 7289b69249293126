using Microsoft.Build.Framework;
using Partition.Building.Boots;
using Partition.Hypervisors.Boot;

namespace Partition.Tasks;

/// <summary>Works out the QEMU command that boots what was built, and says what is missing for it.</summary>
[MSBuildMultiThreadableTask]
public sealed class ResolveRunCommand : BootingTask
{
    /// <summary>The program to start.</summary>
    [Output] public string Command { get; set; } = "";

    /// <summary>Its arguments.</summary>
    [Output] public string Arguments { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        var qemu = new QemuBoot(Session, Boot);
        if (qemu.FindWhatBoots() is not { } hypervisor)
        {
            return;
        }

        QemuCommandLine? boot = qemu.BootOne(hypervisor);
        if (qemu.FindQemu() is { } command)
        {
            Command = command;
            Arguments = boot?.ToString() ?? "";
        }
    }
}
