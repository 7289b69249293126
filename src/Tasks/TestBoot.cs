using Microsoft.Build.Framework;
using Partition.Building.Boots;
using Partition.Partitioning.Units;

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

    /// <summary>The expression that selects tests; empty for all.</summary>
    public string Filter { get; set; } = "";

    /// <summary>The files of results to write: <c>trx</c>, or <c>trx;LogFileName=boot.trx</c>.</summary>
    public string[] Loggers { get; set; } = [];

    /// <summary>The folder of these files.</summary>
    public string ResultsDirectory { get; set; } = "";

    /// <summary>Whether the tests are only listed.</summary>
    public string ListTests { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        var request = new BootTestRequest(Boot)
        {
            Timeout = Timeout,
            LogDirectory = LogDirectory,
            Filter = Filter,
            Loggers = [.. Loggers],
            ResultsDirectory = ResultsDirectory,
            ListTests = Flag.Read(ListTests, otherwise: false),
            ExpectedDevices = ItemsOf(ExpectedDevices),
            RejectedDevices = ItemsOf(RejectedDevices),
        };
        new BootTestStep(Session, request, TaskEnvironment.GetProcessStartInfo).Run();
    }
}
