using Microsoft.Build.Framework;
using Partition.Building.BootMedium;

namespace Partition.Tasks;

/// <summary>Writes what the hypervisor boots by: its own tree, its script, and where each guest's files are loaded.</summary>
[MSBuildMultiThreadableTask]
public sealed class WriteBootFiles : PlanningTask
{
    /// <summary>The board's name in folders of the image.</summary>
    [Required] public string BoardName { get; set; } = "";

    /// <summary>The hypervisor itself; may be empty, or not exist.</summary>
    public string HypervisorKernel { get; set; } = "";

    /// <summary>The hypervisor's own tree to write.</summary>
    [Required] public string HostTreeFile { get; set; } = "";

    /// <summary>The folder for files that are written here.</summary>
    [Required] public string Directory { get; set; } = "";

    /// <summary>What goes onto the boot medium, with TargetPath.</summary>
    [Output] public ITaskItem[] BootFiles { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        var request = new BootFilesRequest(Project)
        {
            BoardName = BoardName,
            HypervisorKernel = HypervisorKernel,
            HostTreeFile = HostTreeFile,
            Directory = Directory,
        };
        if (BootFilesStep.Run(Session, Begin("WriteBootFiles"), request))
        {
            BootFiles = BootFileItems.Read(Root(request.ManifestFile));
        }
    }
}
