using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Partition.Building.Projects;

namespace Partition.Tasks;

/// <summary>Finds what a project says in vain, before anything is made: names that are nearly right, folders that are not
/// there, guests that do not exist.</summary>
[MSBuildMultiThreadableTask]
public sealed class CheckProject : PartitionTask
{
    /// <summary>The project, and files that MSBuild imports into every project, with full paths.</summary>
    [Required] public string[] Files { get; set; } = [];

    /// <summary>The source of the board's device tree; may be empty.</summary>
    public string HostDeviceTree { get; set; } = "";

    /// <summary>The name of the package that the project packs; empty or the project's own name by default.</summary>
    public string PackageId { get; set; } = "";

    /// <summary>The hypervisor's name.</summary>
    public string Hypervisor { get; set; } = "";

    /// <summary>Properties whose text must have a form, <c>NAME=value</c>.</summary>
    public string[] Properties { get; set; } = [];

    /// <summary>All guests.</summary>
    public ITaskItem[] Guests { get; set; } = [];

    /// <summary>Directories searched for includes.</summary>
    public ITaskItem[] IncludeDirectories { get; set; } = [];

    /// <summary>Macros, <c>NAME</c> or <c>NAME=value</c>.</summary>
    public string[] Defines { get; set; } = [];

    /// <summary>Single checks of device trees by dtc's names, after <c>no-</c> to switch one off.</summary>
    public string[] Checks { get; set; } = [];

    /// <summary>Devices that guests must list in a boot test, each with Guest and Pattern.</summary>
    public ITaskItem[] ExpectedDevices { get; set; } = [];

    /// <summary>Devices that guests must not list in a boot test, each with Guest and Pattern.</summary>
    public ITaskItem[] RejectedDevices { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run() => ProjectCheckStep.Run(Session, new()
    {
        Files = [.. Files],
        GlobalProperties = [.. (BuildEngine as IBuildEngine6)?.GetGlobalProperties().Keys ?? []],
        HostDeviceTree = HostDeviceTree,
        Hypervisor = Hypervisor,
        Properties = Properties
            .Select(static property => property.Trim().Split('=', 2))
            .Where(static parts => parts.Length == 2)
            .ToImmutableDictionary(static parts => parts[0], static parts => parts[1], StringComparer.OrdinalIgnoreCase),
        PackageId = PackageId,
        Guests = ItemsOf(Guests),
        IncludeDirectories = ItemsOf(IncludeDirectories),
        Defines = [.. Defines],
        Checks = [.. Checks],
        ExpectedDevices = ItemsOf(ExpectedDevices),
        RejectedDevices = ItemsOf(RejectedDevices),
    });
}
