using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Partition.Tasks;

/// <summary>Reads which files the hypervisor wants on the image, as <see cref="WriteBootFiles"/> wrote it down.</summary>
[MSBuildMultiThreadableTask]
public sealed class ReadBootManifest : PartitionTask
{
    /// <summary>The list.</summary>
    [Required] public string ManifestFile { get; set; } = "";

    /// <summary>The files, with TargetPath.</summary>
    [Output] public ITaskItem[] Files { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run() => Files =
    [
        .. DependencyFile.Read(Root(ManifestFile)).Select(static line => line.Split('\t', 2)).Select(static fields =>
        {
            var item = new TaskItem(fields[0]);
            item.SetMetadata("TargetPath", fields[1]);
            item.SetMetadata("Mode", "0644");
            return item;
        }),
    ];
}
