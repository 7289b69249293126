using Microsoft.Build.Framework;
using Partition.Building.Plans;
using Partition.Building.Stages;

namespace Partition.Tasks;

/// <summary>Works out who gets what of the board, keeps the lock file, and writes the two trees of every guest.</summary>
[MSBuildMultiThreadableTask]
public sealed class PlanPartition : PlanningTask
{
    /// <summary>The folder for the plan in its forms.</summary>
    [Required] public string Directory { get; set; } = "";

    /// <summary>The lock file; empty when the project keeps none.</summary>
    public string LockFile { get; set; } = "";

    /// <summary>Whether the plan must be the locked one.</summary>
    public string LockedMode { get; set; } = "";

    /// <summary>Whether the plan is shown, and the guests' trees are not wanted.</summary>
    public bool PlanOnly { get; set; }

    /// <summary>
    /// Whether guest kernels run deprivileged on this board, so that their sensitive instructions must become hypercalls.
    /// </summary>
    [Output] public bool PatchesKernels { get; set; }

    /// <summary>The firmware that guests have when the project names none, as a path in the hypervisor's folder; empty for none.</summary>
    [Output] public string Firmware { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        var request = new PlanRequest(Project)
        {
            LockFile = LockFile,
            LockedMode = Session.ReadFlag("LockedMode", LockedMode),
            Directory = Directory,
        };
        if (Session.HasErrors)
        {
            return;
        }

        Stage stage = Begin("PlanPartition");
        if (PlanStep.Run(Session, stage, request) is not { } plan)
        {
            return;
        }

        PatchesKernels = plan.Values[PlanStep.PatchesKernels] == "true";
        Firmware = plan.Values[PlanStep.Firmware];
        if (PlanOnly)
        {
            Session.SayResult(File.ReadAllText(Root(request.TableFile)));
        }
        else
        {
            GuestTreesStep.Run(Session, Begin("SliceGuest"), Project, stage.HasMade);
        }
    }
}
