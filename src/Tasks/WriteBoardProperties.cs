using Microsoft.Build.Framework;
using Partition.Building.Files;
using Partition.Building.Publishing;

namespace Partition.Tasks;

/// <summary>Writes the properties of a board support package: by them a project that references the package has its board.</summary>
[MSBuildMultiThreadableTask]
public sealed class WriteBoardProperties : PartitionTask
{
    /// <summary>The file to write.</summary>
    [Required] public string PropertiesFile { get; set; } = "";

    /// <summary>The board's tree by its place among the package's sources; empty for none.</summary>
    public string HostDeviceTree { get; set; } = "";

    /// <summary>The machine that QEMU is to be; empty for none.</summary>
    public string QemuMachine { get; set; } = "";

    /// <summary>The board's name.</summary>
    public string BoardName { get; set; } = "";

    /// <summary>Macros that the sources are compiled with.</summary>
    public string[] Defines { get; set; } = [];

    /// <summary>Folders for included files by their places among the package's sources, with Prefix.</summary>
    public ITaskItem[] IncludeDirectories { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run() => AtomicFile.WriteIfDifferent(
        Root(PropertiesFile),
        new BoardProperties(HostDeviceTree, QemuMachine, BoardName, [.. Defines], ItemsOf(IncludeDirectories)).ToProject());
}
