using Microsoft.Build.Framework;
using Partition.Slicing;

namespace Partition.Tasks;

/// <summary>Works out who gets what of the board, and writes the plan of each guest when it has changed.</summary>
[MSBuildMultiThreadableTask]
public sealed class PlanPartition : PlanningTask
{
    /// <summary>The file that says by its date when the plan was last worked out.</summary>
    [Required] public string StampFile { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        if (FindHypervisor() is null || Plan(isFirst: true) is not { } plan)
        {
            return;
        }

        foreach (GuestPlan guest in plan.Guests)
        {
            AtomicFile.WriteIfDifferent(Root(ItemOf(guest).GetMetadata("PlanFile")), PlanText.Write(guest));
        }

        AtomicFile.Write(Root(StampFile), "");
    }
}
