using System.Collections.Immutable;
using Partition.Building.Items;
using Partition.Building.Stages;
using Partition.Building.Trees;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Printing;
using Partition.Diagnostics;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;
using Partition.Partitioning.Trees;

namespace Partition.Building.Plans;

/// <summary>The two trees of a guest: what its operating system sees, and what its hypervisor is given.</summary>
/// <param name="OperatingSystem">What the operating system sees.</param>
/// <param name="Config">What the hypervisor is given; <see langword="null"/> where it takes no tree for a guest.</param>
/// <param name="IsOwn">Whether the project brings the operating system's tree.</param>
/// <param name="Read">The files that were read.</param>
internal sealed record GuestTrees(
    DeviceTreeDocument OperatingSystem,
    DeviceTreeDocument? Config,
    bool IsOwn,
    ImmutableArray<DatedFile> Read)
{
    /// <summary>Makes the trees of a guest, or compiles those that the project brings in their place.</summary>
    /// <param name="session">The build, which takes what is wrong.</param>
    /// <param name="evaluation">The partition.</param>
    /// <param name="plan">What the guest gets.</param>
    /// <param name="item">The guest's item, with DeviceTree and ConfigTree.</param>
    /// <param name="options">Include directories and macros for trees of the project.</param>
    /// <returns>The trees; <see langword="null"/> when one could not be made.</returns>
    public static GuestTrees? Build(
        BuildSession session, PartitionEvaluation evaluation, GuestPlan plan, ProjectItem item, TreeOptions options)
    {
        int errors = session.ErrorCount;
        CompiledTree? ownSystem = CompileOwn(session, plan, item, "DeviceTree", options);
        // A project's ConfigTree waits for a build with a hypervisor that reads one.
        CompiledTree? ownConfig = evaluation.Hypervisor.Trees.TakesConfigTrees
            ? CompileOwn(session, plan, item, "ConfigTree", options)
            : null;
        DeviceTreeDocument system = ownSystem?.Document
            ?? (ownConfig is null
                ? evaluation.Hypervisor.Trees.BuildOperatingSystemTree(plan)
                : evaluation.Hypervisor.Trees.BuildOperatingSystemTree(plan, ownConfig.Document));
        var diagnostics = new List<Diagnostic>();
        DeviceTreeDocument? config = !evaluation.Hypervisor.Trees.TakesConfigTrees
            ? null
            : ownConfig?.Document ?? evaluation.Hypervisor.Trees.BuildConfigTree(plan, diagnostics);
        session.Report(diagnostics);
        return session.ErrorCount == errors
            ? new(system, config, ownSystem is not null, [.. ownSystem?.Read ?? [], .. ownConfig?.Read ?? []])
            : null; // A tree that could not be made agrees with nothing.
    }

    /// <summary>
    /// Checks the trees with the plan and with each other, made or hand-written: on their way to the disk, and when read back.
    /// </summary>
    public IEnumerable<Diagnostic> Check(PartitionEvaluation evaluation, GuestPlan plan)
    {
        IEnumerable<Diagnostic> refused = Config is null ? [] : evaluation.Hypervisor.Trees.CheckConfigTree(plan, Config);
        ImmutableArray<GuestRegion> regions = evaluation.Hypervisor.Trees.ReadRegions(plan, Config);
        return refused
            .Concat(TreeAgreement.CompareWithPlan(evaluation.Plan, plan, Config is null ? [] : regions))
            .Concat(TreeAgreement.Compare(plan.Name, OperatingSystem, regions));
    }

    /// <summary>The files of the trees, each tree as a blob and as text.</summary>
    /// <param name="plan">What the guest gets, for the comments of the text.</param>
    /// <param name="item">The guest's item, which names the files.</param>
    public IEnumerable<(string Path, byte[] Content)> Files(GuestPlan plan, ProjectItem item)
    {
        if (Config is not null)
        {
            yield return (item.GetMetadata("ConfigTreeSource"), TextOf(Config, comment: null));
            yield return (item.GetMetadata("ConfigTreeFile"), DeviceTreeBlob.Write(Config));
        }

        yield return (item.GetMetadata("OperatingSystemTreeSource"), TextOf(OperatingSystem, IsOwn ? null : SliceOrigins.Of(plan)));
        yield return (item.GetMetadata("OperatingSystemTreeFile"), DeviceTreeBlob.Write(OperatingSystem));
    }

    private static CompiledTree? CompileOwn(
        BuildSession session, GuestPlan plan, ProjectItem item, string metadata, TreeOptions options) =>
        item.GetMetadata(metadata) is { Length: > 0 } source
            ? TreeCompiler.Compile(
                session, source, options, new TreeSettings($"{metadata} of guest '{plan.Name}':", plan.Request.SpanOf(metadata)))
            : null;

    private static byte[] TextOf(DeviceTreeDocument tree, Func<DeviceTreeNode, string?>? comment)
    {
        using var text = new StringWriter { NewLine = "\n" };
        DeviceTreeText.Write(tree, text, new TextOptions { Comment = comment });
        return System.Text.Encoding.UTF8.GetBytes(text.ToString());
    }
}
