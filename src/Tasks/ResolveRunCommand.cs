using Microsoft.Build.Framework;
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
        if (FindWhatBoots() is not { } hypervisor)
        {
            return;
        }

        QemuCommandLine? boot = BootOne(hypervisor);
        if (FindQemu() is { } command)
        {
            Command = command;
            Arguments = boot?.ToString() ?? "";
        }
    }
}
