using Microsoft.Build.Framework;
using Partition.Building.Files;
using Partition.Diagnostics;
using Partition.Hypervisors;
using Partition.Partitioning.Locking;
using Partition.Partitioning.Model;
using Partition.Reporting;

namespace Partition.Tasks;

/// <summary>Works out who gets what of the board, writes the plan of each guest when it has changed, and keeps the lock file.</summary>
[MSBuildMultiThreadableTask]
public sealed class PlanPartition : PlanningTask
{
    /// <summary>The file that says by its date when the plan was last worked out, and in it which lock file it agrees with.</summary>
    [Required] public string StampFile { get; set; } = "";

    /// <summary>The file to write the plan to, for people.</summary>
    [Required] public string TableFile { get; set; } = "";

    /// <summary>The file to write how much each guest has to, a line a guest.</summary>
    [Required] public string SummaryFile { get; set; } = "";

    /// <summary>The file to write what follows from the plan for the stages after it to: PatchesKernels=true, Firmware=….</summary>
    [Required] public string DefaultsFile { get; set; } = "";

    /// <summary>The lock file; empty when the project keeps none.</summary>
    public string LockFile { get; set; } = "";

    /// <summary>Whether the plan must be the locked one.</summary>
    public bool LockedMode { get; set; }

    /// <inheritdoc/>
    protected override void Run()
    {
        if (Plan(isFirst: true) is not { } plan || !KeepLock(plan))
        {
            return;
        }

        foreach (GuestPlan guest in plan.Guests)
        {
            AtomicFile.WriteIfDifferent(Root(ItemOf(guest).GetMetadata("PlanFile")), PlanText.Write(guest));
        }

        AtomicFile.WriteIfDifferent(Root(TableFile), PlanTable.Write(plan));
        AtomicFile.WriteIfDifferent(Root(SummaryFile), PlanSummary.Write(plan));
        IHypervisor hypervisor = FindHypervisor()!;
        AtomicFile.WriteIfDifferent(
            Root(DefaultsFile), $"PatchesKernels={(hypervisor.Policy.PatchesKernels(plan) ? "true" : "false")}\nFirmware={hypervisor.Policy.DefaultFirmware(plan)}\n");
        DependencyFile.Write(Root(StampFile), LockFile.Length == 0 ? [] : [new(LockFile, DatedFile.DateOf(Root(LockFile)))]);
    }

    /// <summary>Compares the plan with the locked one, or locks it.</summary>
    /// <returns>Whether the build may go on.</returns>
    private bool KeepLock(PartitionPlan plan)
    {
        if (LockFile.Length == 0)
        {
            return true;
        }

        string path = Root(LockFile);
        var diagnostics = new List<Diagnostic>();
        PartitionLock? locked = PartitionLock.Read(File.Exists(path) ? File.ReadAllText(path) : null, SourceSpan.File(LockFile), diagnostics);
        if (!Report(diagnostics) || locked is null)
        {
            return false;
        }

        if (LockedMode)
        {
            return Report(locked.Compare(plan, SourceSpan.File(LockFile)));
        }

        locked.Set(plan);
        AtomicFile.WriteIfDifferent(path, locked.Write());
        return true;
    }
}
