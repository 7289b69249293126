using Microsoft.Build.Framework;
using Partition.Hypervisors;

namespace Partition.Tasks;

/// <summary>Works out the QEMU command that boots what was built, and says what is missing for it.</summary>
[MSBuildMultiThreadableTask]
public sealed class ResolveRunCommand : QemuTask
{
    /// <summary>The program to start.</summary>
    [Output] public string Command { get; set; } = "";

    /// <summary>Its arguments.</summary>
    [Output] public string Arguments { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        QemuCommandLine? boot = ResolveCommandLine();
        if (ProgramSearch.Find(TaskEnvironment, QemuCommand) is not { } command)
        {
            Report(HostDiagnostics.QemuNotFound(ProjectFile, QemuCommand));
            return;
        }

        Command = command;
        Arguments = boot?.ToString() ?? "";
    }
}
