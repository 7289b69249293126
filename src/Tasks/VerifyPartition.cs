using Microsoft.Build.Framework;
using Partition.Building.Plans;
using Partition.Building.Verification;

namespace Partition.Tasks;

/// <summary>
/// Reads the finished files back and compares them once more: every file of the image with its source, and the two trees of every guest.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class VerifyPartition : PlanningTask
{
    /// <summary>The folder of the plan.</summary>
    [Required] public string Directory { get; set; } = "";

    /// <summary>The finished image; empty when there is none.</summary>
    public string DiskImage { get; set; } = "";

    /// <summary>The file that lists what the image was made of.</summary>
    public string ListFile { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run() =>
        VerifyStep.Run(Session, Begin("VerifyPartition"), new(new PlanRequest(Project) { Directory = Directory })
    {
        DiskImage = DiskImage,
        ListFile = ListFile,
        RecordFile = $"{Directory}verify.record",
    });
}
