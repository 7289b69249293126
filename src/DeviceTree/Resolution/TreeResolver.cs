using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Syntax;

namespace Partition.DeviceTree.Resolution;

/// <summary>Makes the tree of a source: its statements carried out, its references resolved. The order of the steps is dtc's.</summary>
internal sealed class TreeResolver(DocumentSyntax document, CheckFindings diagnostics, GeneratedNodes generated)
{
    /// <summary>Resolves a source.</summary>
    /// <param name="missesFiles">Whether a file is missing, so that unknown labels are no news.</param>
    /// <returns>The tree, even after errors.</returns>
    public DeviceTreeDocument Resolve(bool missesFiles)
    {
        var builder = new TreeBuilder(document, diagnostics);
        builder.Build(missesFiles);
        uint bootCpu = GuessBootCpu(builder.Root);
        new StructureChecks(diagnostics).Check(builder.Root);

        var phandles = new PhandleTable(builder.Labels, diagnostics, generated.Phandles);
        phandles.Register(builder.Root);
        var resolver = new ReferenceResolver(builder.Root, builder.Labels, phandles, document, diagnostics) { MissesFiles = missesFiles };
        resolver.ResolvePhandles();
        resolver.ResolvePaths();
        if (diagnostics.Levels.Of("omit_unused_nodes") != CheckLevel.Off)
        {
            DropUnreferenced(builder);
        }

        var tables = new OverlayTables(builder.Root, builder.Labels, phandles, diagnostics);
        if (generated.Aliases)
        {
            tables.WriteAliases();
        }

        if (generated.Symbols)
        {
            tables.WriteSymbols();
        }

        if (document.IsPlugin || generated.LocalFixups)
        {
            tables.WriteFixups();
        }

        return ToDocument(builder.Root, bootCpu);
    }

    /// <summary>The header's boot CPU: the <c>reg</c> of the first node below <c>/cpus</c>, if it is one cell.</summary>
    private static uint GuessBootCpu(DraftNode root)
    {
        DraftNode? first = root.FindChild("cpus") is { Children: { Count: > 0 } cpus } ? cpus[0] : null;
        return first?.FindProperty("reg") is DraftProperty reg && reg.Value.TryReadCell(out uint id) ? id : 0;
    }

    private void DropUnreferenced(TreeBuilder builder)
    {
        foreach (DraftNode node in builder.Root.LiveNodes())
        {
            bool isKeptForLabel = generated.Symbols && node.Labels.Count > 0;
            if (node.IsOmittedWithoutReference && !node.IsReferenced && !isKeptForLabel && node.Parent is not null)
            {
                builder.Delete(node);
            }
        }
    }

    private DeviceTreeDocument ToDocument(DraftNode root, uint bootCpu)
    {
        var result = new DeviceTreeDocument(ToNode(root)) { IsPlugin = document.IsPlugin, BootCpuId = bootCpu };
        foreach (MemoryReservation reservation in document.MemoryReservations)
        {
            result.MemoryReservations.Add(reservation);
        }

        return result;
    }

    private static DeviceTreeNode ToNode(DraftNode draft)
    {
        var node = new DeviceTreeNode(draft.Name)
        {
            Labels = draft.Labels.Count == 0 ? [] : [.. draft.LiveLabels.Select(static label => label.Name)],
            Span = draft.Span,
            Extensions = [.. draft.Extensions],
            HasDeletedChildren = HasDeletedChildren(draft),
        };
        node.Reserve(draft.Properties.Count, draft.Children.Count);
        foreach (DraftProperty property in draft.Properties)
        {
            if (property.IsDeleted)
            {
                continue;
            }

            node.AppendProperty(new(property.Name, property.Value)
            {
                Labels = property.HasLabels ? [.. property.LiveLabels.Select(static label => label.Name)] : [],
                Span = property.Syntax.Span,
            });
        }

        foreach (DraftNode child in draft.Children)
        {
            if (!child.IsDeleted)
            {
                node.AddChild(ToNode(child));
            }
        }

        return node;
    }

    private static bool HasDeletedChildren(DraftNode draft)
    {
        foreach (DraftNode child in draft.Children)
        {
            if (child.IsDeleted)
            {
                return true;
            }
        }

        return false;
    }
}
