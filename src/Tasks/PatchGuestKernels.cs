using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Partition.Building.Items;
using Partition.Building.Kernels;
using Partition.Building.Stages;

namespace Partition.Tasks;

/// <summary>Turns the kernel and the firmware of every guest into the flat files that are loaded.</summary>
[MSBuildMultiThreadableTask]
public sealed class PatchGuestKernels : StageTask
{
    /// <summary>The guests, each with Kernel, Firmware, and the files to write.</summary>
    [Required] public ITaskItem[] Guests { get; set; } = [];

    /// <summary>Whether kernels are patched when a guest does not say.</summary>
    public bool PatchesKernels { get; set; }

    /// <summary>Whether guests start with a firmware, so that one without is probably a mistake.</summary>
    public bool NeedsFirmware { get; set; }

    /// <summary>The folder of a built hypervisor, from which guests have their firmware by default; may be empty.</summary>
    public string HypervisorDirectory { get; set; } = "";

    /// <summary>The folder with a folder for each guest's intermediate files.</summary>
    [Required] public string Directory { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        Stage stage = Begin("PatchGuestKernel");
        ImmutableArray<ProjectItem> guests = ItemsOf(Guests);
        var folder = new FirmwareFolder(Session, HypervisorDirectory);
        folder.Check(guests, (BuildEngine as IBuildEngine6)?.GetGlobalProperties().Keys ?? []);
        foreach (ProjectItem guest in guests)
        {
            FirmwareCheck.Run(Session, guest, NeedsFirmware);
            foreach (KernelRequest request in KernelRequest.Of(guest, PatchesKernels, $"{Directory}{guest.Identity}/")
                .Where(request => !folder.Lacks(request.Source)))
            {
                KernelStep.Run(Session, stage, request, guest);
            }
        }
    }
}
