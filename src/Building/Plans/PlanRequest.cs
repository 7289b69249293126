namespace Partition.Building.Plans;

/// <summary>What the stage that plans is asked to do.</summary>
/// <param name="Project">What decides the plan.</param>
internal sealed record PlanRequest(PartitionProject Project)
{
    /// <summary>The lock file; empty when the project keeps none.</summary>
    public string LockFile { get; init; } = "";

    /// <summary>Whether the plan must be the locked one.</summary>
    public bool LockedMode { get; init; }

    /// <summary>The folder for the plan in its forms, relative to the project's directory.</summary>
    public required string Directory { get; init; }

    /// <summary>The file that shows the plan to people.</summary>
    public string TableFile => $"{Directory}{PlanStep.TableName}";

    /// <summary>The record of the plan, of which the record of each guest's trees is a sibling.</summary>
    public string RecordFile => $"{Directory}plan.record";
}
