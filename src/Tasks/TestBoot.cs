using Microsoft.Build.Framework;
using Partition.Building.Boots;

namespace Partition.Tasks;

/// <summary>
/// Boots what was built in QEMU, waits until the guests are up, and compares the devices that they list with those that the project
/// expects.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class TestBoot : BootingTask
{
    /// <summary>How long a machine may take until its guests are up, in seconds.</summary>
    [Required] public string Timeout { get; set; } = "";

    /// <summary>The folder that takes what the consoles said.</summary>
    [Required] public string LogDirectory { get; set; } = "";

    /// <summary>Devices that guests must list, each with Guest and Pattern.</summary>
    public ITaskItem[] ExpectedDevices { get; set; } = [];

    /// <summary>Devices that guests must not list, each with Guest and Pattern.</summary>
    public ITaskItem[] RejectedDevices { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        var request = new BootTestRequest(Boot)
        {
            Timeout = Timeout,
            LogDirectory = LogDirectory,
            ExpectedDevices = ItemsOf(ExpectedDevices),
            RejectedDevices = ItemsOf(RejectedDevices),
        };
        new BootTestStep(Session, request, TaskEnvironment.GetProcessStartInfo).Run();
    }
}
