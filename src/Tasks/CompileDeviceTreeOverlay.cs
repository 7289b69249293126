using Microsoft.Build.Framework;
using Partition.Building.Files;
using Partition.DeviceTree;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Overlays;
using Partition.Diagnostics;

namespace Partition.Tasks;

/// <summary>Compiles an overlay, checks it against the tree it is made for, and applies it when asked to.</summary>
[MSBuildMultiThreadableTask]
public sealed class CompileDeviceTreeOverlay : PartitionTask
{
    /// <summary>The overlay's source.</summary>
    [Required] public ITaskItem Source { get; set; } = null!;

    /// <summary>The source of the tree that it extends.</summary>
    [Required] public string Base { get; set; } = "";

    /// <summary>The compiled overlay to write.</summary>
    [Required] public string OutputFile { get; set; } = "";

    /// <summary>The base with the overlay in it, to write; empty for none.</summary>
    public string MergedFile { get; set; } = "";

    /// <summary>The list to write of all files that were read.</summary>
    [Required] public string DependencyFile { get; set; } = "";

    /// <summary>Directories searched for includes.</summary>
    public ITaskItem[] IncludeDirectories { get; set; } = [];

    /// <summary>Macros, <c>NAME</c> or <c>NAME=value</c>.</summary>
    public string[] Defines { get; set; } = [];

    /// <inheritdoc/>
    protected override void Run()
    {
        // A base without symbols has nothing that an overlay could hold on to.
        var compilation = new TreeCompilation(TaskEnvironment, IncludeDirectories, Defines) { Symbols = true };
        SourceSpan at = Places.Find(Source, "DeviceTreeOverlay", "");
        CompilationResult? tree = compilation.Compile(Base, $"Base of overlay '{Source.ItemSpec}':", at, Report);
        CompilationResult? overlay = compilation.Compile(Source.ItemSpec, "DeviceTreeOverlay", at, Report);
        if (tree is null || overlay is null)
        {
            return;
        }

        OverlayResult merged = OverlayApplication.Apply(tree.Document!, overlay.Document!);
        if (!Report(merged.Diagnostics))
        {
            return;
        }

        // The overlay last: whoever finds it takes the others to be of the same build.
        Partition.Tasks.DependencyFile.Write(Root(DependencyFile), compilation.WithDates(overlay.Dependencies.Union(tree.Dependencies)));
        if (MergedFile.Length > 0)
        {
            AtomicFile.Write(Root(MergedFile), DeviceTreeBlob.Write(merged.Document!, new BlobOptions { Strings = merged.Strings }));
        }

        AtomicFile.Write(Root(OutputFile), DeviceTreeBlob.Write(overlay.Document!));
    }
}
