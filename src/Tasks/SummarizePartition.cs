using System.Globalization;
using Microsoft.Build.Framework;
using Partition.Images.Ext2;

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
        if (!Log.LogsMessagesOfImportance(MessageImportance.Normal))
        {
            return; // Every build comes here, and few have a listener.
        }

        if (SummaryFile.Length > 0 && File.Exists(Root(SummaryFile)))
        {
            foreach (string line in File.ReadLines(Root(SummaryFile)))
            {
                Say(line);
            }
        }

        if (DiskImage.Length > 0 && File.Exists(Root(DiskImage)))
        {
            using FileStream image = File.OpenRead(Root(DiskImage));
            if (Ext2Reader.Open(image).Reader is { } reader)
            {
                long used = (reader.BlockCount - reader.FreeBlocks) * reader.BlockSize;
                Say(string.Create(
                    CultureInfo.InvariantCulture, $"{Path.GetFileName(DiskImage)}: {InMebibytes(image.Length)}, {InMebibytes(used)} of them used ({100.0 * used / image.Length:0} %)"));
            }
        }
    }

    private static string InMebibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.0} MiB");

    private void Say(string line) => Log.LogMessage(MessageImportance.Normal, "{0}", $"  {line}");
}
