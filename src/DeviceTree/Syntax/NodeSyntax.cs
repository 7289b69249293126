using Partition.Diagnostics;

namespace Partition.DeviceTree.Syntax;

/// <summary>A node as written, or a <c>/delete-node/</c> within another node.</summary>
internal sealed class NodeSyntax
{
    /// <summary>The name with its unit address; empty for the root and for a node that is named by a reference.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name, or the reference, stands.</summary>
    public required SourceSpan NameSpan { get; init; }

    /// <summary>From the brace to behind the semicolon.</summary>
    public SourceSpan Span { get; set; } = SourceSpan.None;

    /// <summary>The labels before the name, as written.</summary>
    public IReadOnlyList<LabelSyntax> Labels { get; init; } = [];

    /// <summary>The properties and their deletions, in order.</summary>
    public List<PropertySyntax> Properties { get; } = [];

    /// <summary>The nodes within and their deletions, in order.</summary>
    public List<NodeSyntax> Children { get; } = [];

    /// <summary>Whether the node is deleted here.</summary>
    public bool IsDeletion { get; init; }

    /// <summary>Whether <c>/omit-if-no-ref/</c> stands before it.</summary>
    public bool IsOmittedWithoutReference { get; init; }
}
