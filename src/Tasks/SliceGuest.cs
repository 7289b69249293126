using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Partition.Building.Files;
using Partition.DeviceTree;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Printing;
using Partition.Diagnostics;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;
using Partition.Partitioning.Trees;

namespace Partition.Tasks;

/// <summary>Writes the two trees of one guest, the one its operating system sees and the one its hypervisor is given, when they agree.</summary>
[MSBuildMultiThreadableTask]
public sealed class SliceGuest : PlanningTask
{
    /// <summary>The guest's name.</summary>
    [Required] public string Guest { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        if (FindHypervisor() is not { } hypervisor || Plan() is not { } partition)
        {
            return;
        }

        GuestPlan plan = partition.Guests.First(guest => guest.Name == Guest);
        ITaskItem item = ItemOf(plan);
        var dependencies = new List<DatedFile>();
        var diagnostics = new List<Diagnostic>();
        DeviceTreeDocument? own = ReadOwn(plan, "DeviceTree", dependencies);
        DeviceTreeDocument system = own ?? hypervisor.Trees.BuildOperatingSystemTree(plan);
        // Without a hypervisor that reads one, a project's ConfigTree waits for a build with another.
        DeviceTreeDocument? config = hypervisor.Trees.TakesConfigTrees
            ? ReadOwn(plan, "ConfigTree", dependencies) ?? hypervisor.Trees.BuildConfigTree(plan, diagnostics)
            : null;
        if (!Report(diagnostics))
        {
            return; // A tree that could not be made agrees with nothing.
        }

        diagnostics.Clear();
        diagnostics.AddRange(config is null ? [] : hypervisor.Trees.CheckConfigTree(plan, config));
        ImmutableArray<GuestRegion> regions = hypervisor.Trees.ReadRegions(plan, config);
        diagnostics.AddRange(TreeAgreement.CompareWithPlan(partition, plan, config is null ? [] : regions));
        if (Log.HasLoggedErrors || !Report(diagnostics.Concat(TreeAgreement.Compare(plan.Name, system, regions))))
        {
            return;
        }

        // The operating system's tree last: whoever finds it takes the others to be of the same build.
        DependencyFile.Write(Root(item.GetMetadata("DependencyFile")), dependencies);
        if (config is not null)
        {
            WriteTree(item.GetMetadata("ConfigTreeFile"), item.GetMetadata("ConfigTreeSource"), config, comment: null);
        }

        WriteTree(item.GetMetadata("OperatingSystemTreeFile"), item.GetMetadata("OperatingSystemTreeSource"), system, own is null ? SliceOrigins.Of(plan) : null);
    }

    /// <summary>Compiles the tree that the project gives in the place of a made one.</summary>
    /// <returns>The tree, or <see langword="null"/> when the project gives none or it has errors, which are then reported.</returns>
    private DeviceTreeDocument? ReadOwn(GuestPlan plan, string metadata, List<DatedFile> dependencies)
    {
        string source = ItemOf(plan).GetMetadata(metadata);
        if (source.Length == 0)
        {
            return null;
        }

        TreeCompilation trees = Trees;
        CompilationResult? result = trees.Compile(source, $"{metadata} of guest '{plan.Name}':", plan.Request.SpanOf(metadata), Report);
        dependencies.AddRange(trees.WithDates(result?.Dependencies ?? []));
        return result?.Document;
    }

    private void WriteTree(string blob, string source, DeviceTreeDocument tree, Func<DeviceTreeNode, string?>? comment)
    {
        using var text = new StringWriter { NewLine = "\n" };
        DeviceTreeText.Write(tree, text, new TextOptions { Comment = comment });
        AtomicFile.Write(Root(source), text.ToString());
        AtomicFile.Write(Root(blob), DeviceTreeBlob.Write(tree));
    }
}
