using Partition.DeviceTree.Model;
using Partition.DeviceTree.Syntax;

namespace Partition.DeviceTree.Resolution;

/// <summary>A property while statements still change it.</summary>
internal sealed class DraftProperty(PropertySyntax syntax)
{
    /// <summary>The name.</summary>
    public string Name { get; } = syntax.Name;

    /// <summary>What was written last.</summary>
    public PropertySyntax Syntax { get; set; } = syntax;

    /// <summary>The value, once references are put into it.</summary>
    public PropertyValue Value { get; set; } = syntax.Value;

    private List<DraftLabel>? _labels = syntax.Labels.Count == 0
        ? null
        : [.. syntax.Labels.Select(static label => new DraftLabel(label.Name, label.Span))];

    /// <summary>The labels before the name that are there; those of the last definition first.</summary>
    public IEnumerable<DraftLabel> LiveLabels => _labels?.Where(static label => !label.IsDeleted) ?? [];

    /// <summary>Whether there is or was a label.</summary>
    public bool HasLabels => _labels is not null;

    /// <summary>Whether it was deleted.</summary>
    public bool IsDeleted { get; private set; } = syntax.IsDeletion;

    /// <summary>Puts another definition in the place of this one.</summary>
    public void Replace(PropertySyntax syntax)
    {
        Syntax = syntax;
        Value = syntax.Value;
        IsDeleted = false;
        foreach (LabelSyntax label in syntax.Labels)
        {
            DraftLabel.Add(_labels ??= [], label);
        }
    }

    /// <summary>Deletes the property with its labels; their slots stay.</summary>
    public void Delete()
    {
        IsDeleted = true;
        foreach (DraftLabel label in _labels ?? [])
        {
            label.IsDeleted = true;
        }
    }
}
