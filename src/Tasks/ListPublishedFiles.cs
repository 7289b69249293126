using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Partition.Building.Publishing;

namespace Partition.Tasks;

/// <summary>Lists what a machine boots from: everything that is built, the hypervisor, what it is loaded with, and the lock file.</summary>
[MSBuildMultiThreadableTask]
public sealed class ListPublishedFiles : PartitionTask
{
    /// <summary>What was built, with RelativePath.</summary>
    [Required] public ITaskItem[] Built { get; set; } = [];

    /// <summary>The list of what the hypervisor boots by, as <see cref="WriteBootFiles"/> wrote it.</summary>
    public string BootManifestFile { get; set; } = "";

    /// <summary>The hypervisor itself; empty for none.</summary>
    public string HypervisorKernel { get; set; } = "";

    /// <summary>The lock file; empty for none.</summary>
    public string LockFile { get; set; } = "";

    /// <summary>The files, each with RelativePath.</summary>
    [Output] public ITaskItem[] Files { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run() => Files =
    [
        .. PublishedFiles.List(Session, ItemsOf(Built), BootManifestFile, HypervisorKernel, LockFile)
            .Select(static file => new TaskItem(file.Path, new Dictionary<string, string> { ["RelativePath"] = file.RelativePath })),
    ];
}
