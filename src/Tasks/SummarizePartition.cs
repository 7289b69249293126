using Microsoft.Build.Framework;
using Partition.Building;
using Partition.Building.FileSystems;

namespace Partition.Tasks;

/// <summary>Says at the end of a build what was made: how much of the board each guest has, and how full the disk image is.</summary>
[MSBuildMultiThreadableTask]
public sealed class SummarizePartition : PartitionTask
{
    /// <summary>What <see cref="PlanPartition"/> wrote of the guests, a line a guest; empty when there are none.</summary>
    public string SummaryFile { get; set; } = "";

    /// <summary>The finished image; empty when there is none.</summary>
    public string DiskImage { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        if (!Session.IsShown(Importance.Normal))
        {
            return; // Every build comes here, and few have a listener.
        }

        if (SummaryFile.Length > 0 && File.Exists(Root(SummaryFile)))
        {
            foreach (string line in File.ReadLines(Root(SummaryFile)))
            {
                Session.Say(Importance.Normal, $"  {line}");
            }
        }

        if (DiskImage.Length > 0 && File.Exists(Root(DiskImage)) && ImageSummary.Of(Root(DiskImage)) is { } summary)
        {
            Session.Say(Importance.Normal, $"  {summary}");
        }
    }
}
