using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Partition.Building.Files;
using Partition.DeviceTree.Blob;
using Partition.Diagnostics;

namespace Partition.Tasks;

/// <summary>Compiles one device tree source to a DTB.</summary>
[MSBuildMultiThreadableTask]
public sealed class CompileDeviceTree : PartitionTask
{
    /// <summary>The source, with <c>#include</c> and macros.</summary>
    [Required] public ITaskItem Source { get; set; } = null!;

    /// <summary>The DTB to write.</summary>
    [Required] public string OutputFile { get; set; } = "";

    /// <summary>The list to write of all files that were read.</summary>
    [Required] public string DependencyFile { get; set; } = "";

    /// <summary>Directories searched for includes.</summary>
    public ITaskItem[] IncludeDirectories { get; set; } = [];

    /// <summary>Macros, <c>NAME</c> or <c>NAME=value</c>.</summary>
    public string[] Defines { get; set; } = [];

    /// <summary>Whether labels are kept for overlays.</summary>
    public bool Symbols { get; set; }

    /// <summary>Which checks are made: none, default (dtc's), kernel or strict.</summary>
    public string WarningProfile { get; set; } = "";

    /// <summary>Single checks by dtc's names, behind <c>no-</c> to switch one off.</summary>
    public string[] Checks { get; set; } = [];

    /// <summary>Bytes to leave free behind the tree, for whoever edits it at boot.</summary>
    public int Padding { get; set; }

    /// <summary>Whether the source is the board's, which the project names by the property HostDeviceTree.</summary>
    public bool IsHost { get; set; }

    private SourceSpan Place => IsHost ? Places.FindProperty(ProjectFile, "HostDeviceTree") : Places.Find(Source, "DeviceTree", "");

    /// <inheritdoc/>
    protected override void Run()
    {
        var compilation = new TreeCompilation(TaskEnvironment, IncludeDirectories, Defines)
        {
            Symbols = Symbols,
            Checks = CheckOptions.Read(WarningProfile, Checks, Place, Report),
        };
        if (compilation.Compile(Source.ItemSpec, IsHost ? "HostDeviceTree" : "DeviceTree", Place, Report) is { } result)
        {
            // The output last: with it and without the list, a killed build would leave a tree whose includes nobody looks at.
            Partition.Tasks.DependencyFile.Write(Root(DependencyFile), compilation.WithDates(result.Dependencies));
            AtomicFile.Write(Root(OutputFile), DeviceTreeBlob.Write(result.Document!, new BlobOptions { Padding = Padding }));
        }
    }
}
