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
        .. BootManifest.Read(Root(ManifestFile)).Select(static entry =>
        {
            var item = new TaskItem(entry.Source);
            item.SetMetadata("TargetPath", entry.TargetPath);
            item.SetMetadata("Mode", "0644");
            item.SetMetadata("LoadAddress", entry.LoadAddress is { } address ? $"0x{address:x}" : "");
            return item;
        }),
    ];
}
