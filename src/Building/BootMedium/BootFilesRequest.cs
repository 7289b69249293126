using Partition.Building.Plans;

namespace Partition.Building.BootMedium;

/// <summary>What decides the files that the hypervisor boots by.</summary>
/// <param name="Project">What decides the plan, with the files of each guest.</param>
internal sealed record BootFilesRequest(PartitionProject Project)
{
    /// <summary>The board's name in folders of the image.</summary>
    public required string BoardName { get; init; }

    /// <summary>The hypervisor itself; may be empty, or not exist.</summary>
    public string HypervisorKernel { get; init; } = "";

    /// <summary>The hypervisor's own tree to write.</summary>
    public required string HostTreeFile { get; init; }

    /// <summary>The folder for files that are written here, with a slash at its end.</summary>
    public required string Directory { get; init; }

    /// <summary>The list of everything that goes onto the boot medium.</summary>
    public string ManifestFile => $"{Directory}manifest.txt";

    /// <summary>The record of the work.</summary>
    public string RecordFile => $"{Directory}boot.record";
}
