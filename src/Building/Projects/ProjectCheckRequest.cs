using System.Collections.Immutable;
using Partition.Building.Items;

namespace Partition.Building.Projects;

/// <summary>What a project says, as far as it can be checked before anything is made.</summary>
internal sealed record ProjectCheckRequest
{
    /// <summary>The project, and files that MSBuild imports into every project, with full paths.</summary>
    public required ImmutableArray<string> Files { get; init; }

    /// <summary>The names of properties that the caller sets: <c>dotnet build -p:NAME=…</c>.</summary>
    public ImmutableArray<string> GlobalProperties { get; init; } = [];

    /// <summary>The board's device tree; may be empty.</summary>
    public string HostDeviceTree { get; init; } = "";

    /// <summary>The name of the package that the project packs; empty or the project's own name by default.</summary>
    public string PackageId { get; init; } = "";

    /// <summary>The hypervisor's name; may be empty.</summary>
    public string Hypervisor { get; init; } = "";

    /// <summary>Properties whose text must have a form, by their names; empty ones are not set.</summary>
    public ImmutableDictionary<string, string> Properties { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>All guests.</summary>
    public ImmutableArray<ProjectItem> Guests { get; init; } = [];

    /// <summary>Directories searched for includes.</summary>
    public ImmutableArray<ProjectItem> IncludeDirectories { get; init; } = [];

    /// <summary>Macros, <c>NAME</c> or <c>NAME=value</c>.</summary>
    public ImmutableArray<string> Defines { get; init; } = [];

    /// <summary>Single checks of device trees by dtc's names.</summary>
    public ImmutableArray<string> Checks { get; init; } = [];

    /// <summary>Devices that guests must list in a boot test.</summary>
    public ImmutableArray<ProjectItem> ExpectedDevices { get; init; } = [];

    /// <summary>Devices that guests must not list in a boot test.</summary>
    public ImmutableArray<ProjectItem> RejectedDevices { get; init; } = [];
}
