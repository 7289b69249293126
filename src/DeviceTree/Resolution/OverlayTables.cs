using System.Collections.Immutable;
using System.Globalization;
using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Resolution;

/// <summary>Writes the nodes by which overlays and their bases find each other.</summary>
/// <remarks>
/// <list type="table">
/// <item><term><c>__symbols__</c></term><description>label → path of its node</description></item>
/// <item><term><c>__fixups__</c></term><description>label of the base → places that wait for its phandle,
/// <c>path:property:offset</c></description></item>
/// <item><term><c>__local_fixups__</c></term><description>offsets of phandles of this tree, under the same nodes and
/// properties</description></item>
/// </list>
/// </remarks>
internal sealed class OverlayTables(DraftNode root, LabelTable labels, PhandleTable phandles, CheckFindings diagnostics)
{
    /// <summary>Writes <c>__symbols__</c>, and gives each labelled node a phandle.</summary>
    public void WriteSymbols() => WriteLabels("__symbols__", phandles.Get);

    /// <summary>Writes <c>aliases</c>: each label names its node.</summary>
    public void WriteAliases() => WriteLabels("aliases", static _ => 0);

    private void WriteLabels(string table, Func<DraftNode, uint> visit)
    {
        DraftNode[] labelled = [.. root.LiveNodes().Where(static node => node.Labels.Count > 0)];
        if (labelled.Length == 0)
        {
            return;
        }

        DraftNode names = FindOrAppend(table);
        HashSet<string> taken = new(names.LiveProperties.Select(static property => property.Name), StringComparer.Ordinal);
        foreach (DraftNode node in labelled)
        {
            foreach (DraftLabel label in node.LiveLabels)
            {
                if (taken.Add(label.Name))
                {
                    names.AppendProperty(label.Name, PropertyValue.FromStrings(node.Path));
                }
                else
                {
                    diagnostics.Add(ReferenceDiagnostics.SymbolExists(label.Span, table, label.Name));
                }
            }

            visit(node);
        }
    }

    /// <summary>Writes <c>__fixups__</c> and <c>__local_fixups__</c>, each if it has anything to say.</summary>
    public void WriteFixups()
    {
        List<Place> unresolved = [];
        List<Place> local = [];
        foreach (DraftNode node in root.LiveNodes())
        {
            foreach (DraftProperty property in node.LiveProperties)
            {
                foreach (ValueMarker marker in property.Value.Markers
                    .Where(static marker => marker.Kind == ValueMarkerKind.PhandleReference))
                {
                    bool isLocal = labels.FindReference(marker.Text) is not null;
                    (isLocal ? local : unresolved).Add(new(node, property.Name, marker));
                }
            }
        }

        if (unresolved.Count > 0)
        {
            WriteUnresolved(FindOrAppend("__fixups__"), unresolved);
        }

        if (local.Count > 0)
        {
            WriteLocal(FindOrAppend("__local_fixups__"), local);
        }
    }

    private static void WriteUnresolved(DraftNode fixups, List<Place> places)
    {
        foreach (IGrouping<string, Place> label in places.GroupBy(static place => place.Marker.Text, StringComparer.Ordinal))
        {
            IEnumerable<string> entries = label.Select(static place =>
                string.Create(CultureInfo.InvariantCulture, $"{place.Node.Path}:{place.Property}:{place.Marker.Offset}"));
            Append(fixups, label.Key, PropertyValue.FromStrings([.. entries.Distinct(StringComparer.Ordinal)]));
        }
    }

    private static void WriteLocal(DraftNode fixups, List<Place> places)
    {
        foreach (Place place in places)
        {
            DraftNode node = Mirror(fixups, place.Node);
            Append(node, place.Property, PropertyValue.FromCells((uint)place.Marker.Offset));
        }
    }

    /// <summary>The node under the fixups that stands for a node of the tree.</summary>
    /// <remarks>
    /// dtc 1.6.1 writes some of these to the root: those of a node that a first body deletes and a later one makes. They would
    /// patch the wrong places, so that is not followed.
    /// </remarks>
    private static DraftNode Mirror(DraftNode fixups, DraftNode node)
    {
        if (node.Parent is null)
        {
            return fixups;
        }

        DraftNode parent = Mirror(fixups, node.Parent);
        return parent.FindChild(node.Name) ?? parent.AppendChild(node.Name);
    }

    private static void Append(DraftNode node, string name, PropertyValue value)
    {
        if (node.FindProperty(name) is DraftProperty existing)
        {
            ImmutableArray<byte> joined = [.. existing.Value.Bytes, .. value.Bytes];
            existing.Value = new(joined, existing.Value.Markers);
        }
        else
        {
            node.AppendProperty(name, value);
        }
    }

    private DraftNode FindOrAppend(string name) => root.FindChild(name) ?? root.AppendChild(name);

    private sealed record Place(DraftNode Node, string Property, ValueMarker Marker);
}
