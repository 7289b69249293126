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

    /// <summary>The labels before the name; those of the last definition first.</summary>
    public IReadOnlyList<LabelSyntax> Labels { get; private set; } = syntax.Labels;

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
            if (!Labels.Any(existing => existing.Name == label.Name))
            {
                Labels = [label, .. Labels];
            }
        }
    }

    /// <summary>Deletes the property; its slot stays.</summary>
    public void Delete() => IsDeleted = true;

    /// <summary>Deletes the property with its labels.</summary>
    public void DeleteWithLabels() => (IsDeleted, Labels) = (true, []);
}
