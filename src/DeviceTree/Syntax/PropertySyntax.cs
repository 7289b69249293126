using Partition.DeviceTree.Model;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Syntax;

/// <summary>A property as written, or a <c>/delete-property/</c>.</summary>
internal sealed class PropertySyntax
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>Where the name stands.</summary>
    public required SourceSpan NameSpan { get; init; }

    /// <summary>From the name to behind the semicolon.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>The value, with references still open.</summary>
    public required PropertyValue Value { get; init; }

    /// <summary>The labels before the name, as written.</summary>
    public IReadOnlyList<LabelSyntax> Labels { get; init; } = [];

    /// <summary>Whether the property is deleted here.</summary>
    public bool IsDeletion { get; init; }
}
