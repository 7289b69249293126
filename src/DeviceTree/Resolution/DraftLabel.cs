using Partition.DeviceTree.Syntax;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Resolution;

/// <summary>A label of a node or a property; it is deleted with its owner, but dtc remembers that it was there.</summary>
internal sealed class DraftLabel(string name, SourceSpan span)
{
    /// <summary>The label.</summary>
    public string Name { get; } = name;

    /// <summary>Where it is written.</summary>
    public SourceSpan Span { get; } = span;

    /// <summary>Whether it was deleted.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>Adds a label before the others, or brings a deleted one back in its old place.</summary>
    public static void Add(List<DraftLabel> labels, LabelSyntax label)
    {
        if (labels.Find(existing => existing.Name == label.Name) is DraftLabel existing)
        {
            existing.IsDeleted = false;
        }
        else
        {
            labels.Insert(0, new(label.Name, label.Span));
        }
    }
}
