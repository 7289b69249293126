using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.Building.Projects;

/// <summary>An item or a property that a project file sets.</summary>
/// <param name="IsItem">Whether it is an item; otherwise it is a property.</param>
/// <param name="Name">The item's type, or the property's name.</param>
/// <param name="Span">Where the name is written.</param>
internal readonly record struct ProjectElement(bool IsItem, string Name, SourceSpan Span)
{
    /// <summary>What the item includes, or the property's text, as it is written; empty when that is not known.</summary>
    public string Value { get; init; } = "";

    /// <summary>The names of the metadata that the item is given.</summary>
    public ImmutableArray<string> Metadata { get; init; } = [];
}
