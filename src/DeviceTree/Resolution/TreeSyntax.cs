using Partition.DeviceTree.Model;
using Partition.DeviceTree.Syntax;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Resolution;

/// <summary>A finished tree as the statement that would make it, so that it is resolved and checked like one that has a source.</summary>
internal static class TreeSyntax
{
    /// <summary>Makes the source's form of a tree. Values are shared with the tree, which stays as it is.</summary>
    public static DocumentSyntax Of(DeviceTreeDocument document)
    {
        var syntax = new DocumentSyntax { IsPlugin = document.IsPlugin };
        syntax.MemoryReservations.AddRange(document.MemoryReservations);
        syntax.Statements.Add(new(StatementKind.Root, "", SourceSpan.None) { Body = OfNode(document.Root) });
        return syntax;
    }

    // As deep as a reader lets a tree be.
    private static NodeSyntax OfNode(DeviceTreeNode node)
    {
        var syntax = new NodeSyntax { Name = node.Name, NameSpan = node.Span, Span = node.Span, Labels = LabelsOf(node.Labels, node.Span) };
        syntax.Properties.AddRange(node.Properties.Select(OfProperty));
        syntax.Children.AddRange(node.Children.Select(OfNode));
        return syntax;
    }

    private static PropertySyntax OfProperty(DeviceTreeProperty property) => new()
    {
        Name = property.Name,
        NameSpan = property.Span,
        Span = property.Span,
        Value = property.Value,
        Labels = LabelsOf(property.Labels, property.Span),
    };

    private static LabelSyntax[] LabelsOf(IEnumerable<string> labels, SourceSpan span) =>
        [.. labels.Select(label => new LabelSyntax(label, span))];
}
