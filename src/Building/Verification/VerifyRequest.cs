using Partition.Building.Plans;

namespace Partition.Building.Verification;

/// <summary>What is read back and compared.</summary>
/// <param name="Plan">What decided the plan.</param>
internal sealed record VerifyRequest(PlanRequest Plan)
{
    /// <summary>The finished image; empty when there is none.</summary>
    public string DiskImage { get; init; } = "";

    /// <summary>The file that lists what the image was made of.</summary>
    public string ListFile { get; init; } = "";

    /// <summary>The record of the work.</summary>
    public required string RecordFile { get; init; }
}
