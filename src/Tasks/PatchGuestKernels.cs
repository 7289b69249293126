using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Partition.Building.Guests;
using Partition.Building.Items;
using Partition.Building.Kernels;
using Partition.Building.Stages;

namespace Partition.Tasks;

/// <summary>
/// Turns the kernel and the firmware of every guest into the flat files that are loaded, and compares the kernel with the guest's tree.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class PatchGuestKernels : StageTask
{
    /// <summary>The guests, each with Kernel, Firmware, and the files to write.</summary>
    [Required] public ITaskItem[] Guests { get; set; } = [];

    /// <summary>Whether kernels are patched when a guest does not say.</summary>
    public bool PatchesKernels { get; set; }

    /// <summary>Whether guests start with a firmware, so that one without is probably a mistake.</summary>
    public bool NeedsFirmware { get; set; }

    /// <summary>The hypervisor's name; may be empty.</summary>
    public string Hypervisor { get; set; } = "";

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
        KernelPresenceCheck.Run(Session, guests, Hypervisor);
        foreach (ProjectItem guest in guests)
        {
            FirmwareCheck.Run(Session, guest, NeedsFirmware);
            string directory = $"{Directory}{guest.Identity}/";
            foreach (KernelRequest request in KernelRequest.Of(guest, PatchesKernels, directory)
                .Where(request => !folder.Lacks(request.Source)))
            {
                KernelIdentity? identity = KernelStep.Run(Session, stage, request, guest);
                if (identity is { } kernel && request.Role == KernelRequest.Kernel)
                {
                    GuestBootStep.Run(Session, stage, new(guest.Identity, kernel, Hypervisor, directory), guest);
                }
            }
        }
    }
}
