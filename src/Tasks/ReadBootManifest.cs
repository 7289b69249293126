using Microsoft.Build.Framework;

namespace Partition.Tasks;

/// <summary>Reads which files the hypervisor boots by, as <see cref="WriteBootFiles"/> wrote it down.</summary>
[MSBuildMultiThreadableTask]
public sealed class ReadBootManifest : PartitionTask
{
    /// <summary>The list.</summary>
    [Required] public string ManifestFile { get; set; } = "";

    /// <summary>The files, with TargetPath and LoadAddress.</summary>
    [Output] public ITaskItem[] Files { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run() => Files = BootFileItems.Read(Root(ManifestFile));
}
