using Partition.Diagnostics;

namespace Partition.DeviceTree.Resolution;

/// <summary>A label of a node; it is deleted with its node, but dtc remembers that it was there.</summary>
internal sealed class DraftLabel(string name, SourceSpan span)
{
    /// <summary>The label.</summary>
    public string Name { get; } = name;

    /// <summary>Where it stands.</summary>
    public SourceSpan Span { get; } = span;

    /// <summary>Whether it was deleted.</summary>
    public bool IsDeleted { get; set; }
}
