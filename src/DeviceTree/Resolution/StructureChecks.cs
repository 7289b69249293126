using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Source;
using Partition.DeviceTree.Syntax;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Resolution;

/// <summary>Checks names and labels: what no tree may have.</summary>
internal sealed class StructureChecks(CheckFindings diagnostics)
{
    private readonly Dictionary<string, SourceSpan> _labels = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Checks a whole tree, and drops each <c>name</c> that only repeats its node's.</summary>
    public void Check(DraftNode root)
    {
        foreach (DraftNode node in root.LiveNodes())
        {
            CheckNodeName(node);
            CheckChildrenDiffer(node);
            CheckPropertiesDiffer(node);
            CheckLabels(node);
            foreach (DraftProperty property in node.Properties)
            {
                if (!property.IsDeleted)
                {
                    CheckPropertyName(node, property);
                }
            }

            CheckNameProperty(node);
        }
    }

    private void CheckNodeName(DraftNode node)
    {
        if (node.Parent is null)
        {
            return;
        }

        int bad = node.Name.AsSpan().IndexOfAnyExcept(AllowedCharacters.OfNodeNames);
        if (bad >= 0)
        {
            diagnostics.Add("node_name_chars", node.Path, null, TreeDiagnostics.BadNodeName(node.NameSpan, node.Name, node.Name[bad]));
        }
        else if (node.Name.AsSpan().Count('@') > 1)
        {
            diagnostics.Add("node_name_format", node.Path, null, TreeDiagnostics.SecondUnitAddress(node.NameSpan, node.Name));
        }
        else if (node.BaseName.Length == 0)
        {
            diagnostics.Add("node_name_not_empty", node.Path, null, TreeDiagnostics.EmptyNodeName(node.NameSpan, node.Name));
        }
    }

    private void CheckPropertyName(DraftNode node, DraftProperty property)
    {
        int bad = property.Name.AsSpan().IndexOfAnyExcept(AllowedCharacters.OfPropertyNames);
        if (bad >= 0)
        {
            diagnostics.Add(
                "property_name_chars",
                node.Path,
                property.Name,
                TreeDiagnostics.BadPropertyName(property.Syntax.NameSpan, property.Name, property.Name[bad]));
        }
    }

    private void CheckChildrenDiffer(DraftNode node)
    {
        _names.Clear();
        foreach (DraftNode child in node.Children)
        {
            if (!_names.Add(child.Name))
            {
                ReportDuplicate(node, child);
            }
            else if (child.IsDeleted)
            {
                // Deleted first and made later in the same body is fine.
                _names.Remove(child.Name);
            }
        }
    }

    private void ReportDuplicate(DraftNode node, DraftNode child)
    {
        DraftNode first = node.FindChild(child.Name)!;
        diagnostics.Add("duplicate_node_names", child.Path, null, child.IsDeleted
            ? TreeDiagnostics.DeletedInSameBody(child.NameSpan, child.Name)
            : TreeDiagnostics.DuplicateNode(child.NameSpan, child.Path, first.NameSpan));
    }

    private void CheckPropertiesDiffer(DraftNode node)
    {
        _names.Clear();
        foreach (DraftProperty property in node.Properties)
        {
            if (!property.IsDeleted && !_names.Add(property.Name))
            {
                SourceSpan first = node.FindProperty(property.Name)!.Syntax.NameSpan;
                diagnostics.Add(
                    "duplicate_property_names",
                    node.Path,
                    property.Name,
                    TreeDiagnostics.DuplicateProperty(property.Syntax.NameSpan, property.Name, node.Path, first));
            }
        }
    }

    private void CheckLabels(DraftNode node)
    {
        foreach (DraftLabel label in node.Labels)
        {
            if (!label.IsDeleted)
            {
                CheckLabel(node, null, label.Name, label.Span);
            }
        }

        foreach (DraftProperty property in node.Properties)
        {
            if (!property.IsDeleted)
            {
                CheckLabels(node, property);
            }
        }
    }

    private void CheckLabels(DraftNode node, DraftProperty property)
    {
        if (property.HasLabels)
        {
            foreach (DraftLabel label in property.LiveLabels)
            {
                CheckLabel(node, property, label.Name, label.Span);
            }
        }

        foreach (ref readonly ValueMarker marker in property.Value.Markers.AsSpan())
        {
            if (marker.Kind == ValueMarkerKind.Label)
            {
                CheckLabel(node, property, marker.Text, marker.Span);
            }
        }
    }

    private void CheckLabel(DraftNode node, DraftProperty? property, string label, SourceSpan span)
    {
        if (!_labels.TryAdd(label, span))
        {
            diagnostics.Add("duplicate_label", node.Path, property?.Name, TreeDiagnostics.DuplicateLabel(span, label, _labels[label]));
        }
    }

    private void CheckNameProperty(DraftNode node)
    {
        if (node.FindProperty("name") is not DraftProperty property)
        {
            return;
        }

        if (!property.Value.TryReadString(out string value))
        {
            diagnostics.Add("name_is_string", node.Path, property.Name, TreeDiagnostics.NameNotString(property.Syntax.Span));
        }
        else if (value != node.BaseName)
        {
            diagnostics.Add(
                "name_properties",
                node.Path,
                property.Name,
                TreeDiagnostics.WrongName(property.Syntax.Span, value, node.BaseName));
        }
        else if (diagnostics.Levels.Of("name_properties") != CheckLevel.Off)
        {
            property.Delete();
        }
    }
}
