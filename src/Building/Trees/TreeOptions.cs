using System.Collections.Immutable;
using Partition.Building.Items;

namespace Partition.Building.Trees;

/// <summary>What decides the text of a device tree besides its source.</summary>
/// <param name="IncludeDirectories">Directories searched for includes, in order; one with the metadatum Prefix serves includes that begin
/// with it.</param>
/// <param name="Defines">Macros, <c>NAME</c> or <c>NAME=value</c>.</param>
internal sealed record TreeOptions(ImmutableArray<ProjectItem> IncludeDirectories, ImmutableArray<string> Defines)
{
    /// <summary>The date that <c>__DATE__</c> shows and that no <c>__TIMESTAMP__</c> is later than, in seconds since 1970.</summary>
    public long SourceDate { get; init; }
}
