using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Partition.Building.Publishing;

namespace Partition.Tasks;

/// <summary>Lists everything a build makes for others to use, whether it is built yet or not.</summary>
[MSBuildMultiThreadableTask]
public sealed class ListPartitionOutputs : PartitionTask
{
    /// <summary>The trees.</summary>
    public ITaskItem[] Trees { get; set; } = [];

    /// <summary>The overlays.</summary>
    public ITaskItem[] Overlays { get; set; } = [];

    /// <summary>The guests.</summary>
    public ITaskItem[] Guests { get; set; } = [];

    /// <summary>Everything that goes into root file systems.</summary>
    public ITaskItem[] RootItems { get; set; } = [];

    /// <summary>The disk image; empty for none.</summary>
    public string DiskImage { get; set; } = "";

    /// <summary>Everything that goes onto the disk image, besides boot files.</summary>
    public ITaskItem[] DiskItems { get; set; } = [];

    /// <summary>The hypervisor's own tree; empty when no hypervisor is booted.</summary>
    public string HostTreeFile { get; set; } = "";

    /// <summary>The output folder.</summary>
    [Required] public string OutputDirectory { get; set; } = "";

    /// <summary>The outputs by their full paths, with Kind.</summary>
    [Output] public ITaskItem[] Outputs { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        var outputs = new PartitionOutputs
        {
            Trees = ItemsOf(Trees),
            Overlays = ItemsOf(Overlays),
            Guests = ItemsOf(Guests),
            RootItems = ItemsOf(RootItems),
            DiskImage = DiskImage,
            HasDiskItems = DiskItems.Length > 0,
            HostTreeFile = HostTreeFile,
            Directory = OutputDirectory,
        };
        Outputs = [.. outputs
            .List(Session)
            .Select(static output => new TaskItem(output.Path, new Dictionary<string, string> { ["Kind"] = output.Kind }))];
    }
}
