using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

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

    private void WriteUnresolved(DraftNode fixups, List<Place> places)
    {
        foreach (IGrouping<string, Place> label in places.GroupBy(static place => place.Marker.Text, StringComparer.Ordinal))
        {
            Append(fixups, label.Key, ValueMarkerKind.String, label.Select(static place => Encoding.Latin1.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{place.Node.Path}:{place.Property}:{place.Marker.Offset}\0"))));
        }
    }

    private void WriteLocal(DraftNode fixups, List<Place> places)
    {
        foreach (IGrouping<(DraftNode Node, string Property), Place> property in places
            .GroupBy(static place => (place.Node, place.Property)))
        {
            Append(Mirror(fixups, property.Key.Node), property.Key.Property, ValueMarkerKind.Cells32, property.Select(static place =>
            {
                var cell = new byte[sizeof(uint)];
                BinaryPrimitives.WriteUInt32BigEndian(cell, (uint)place.Marker.Offset);
                return cell;
            }));
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

    /// <summary>
    /// Adds entries to a table. The source of a decompiled overlay has them already, and an entry that is there twice would be applied
    /// twice: a phandle would be renumbered to that of another node.
    /// </summary>
    private void Append(DraftNode node, string name, ValueMarkerKind kind, IEnumerable<byte[]> entries)
    {
        DraftProperty? existing = node.FindProperty(name);
        List<byte> bytes = existing is null ? [] : [.. existing.Value.Bytes];
        ImmutableArray<ValueMarker>.Builder markers = ImmutableArray.CreateBuilder<ValueMarker>();
        markers.AddRange(existing is null ? [] : existing.Value.Markers);
        HashSet<byte[]>? known = Split([.. bytes], kind);
        if (known is null)
        {
            diagnostics.Add(ReferenceDiagnostics.MalformedFixups(
                existing!.Syntax.NameSpan,
                node.Path,
                name,
                kind == ValueMarkerKind.String));
            return;
        }

        foreach (byte[] entry in entries.Where(known.Add))
        {
            markers.Add(new(kind, bytes.Count, "", SourceSpan.None));
            bytes.AddRange(entry);
        }

        var value = new PropertyValue([.. bytes], markers.ToImmutable());
        if (existing is null)
        {
            node.AppendProperty(name, value);
        }
        else
        {
            existing.Value = value;
        }
    }

    /// <summary>The strings or cells of a value, or <see langword="null"/> when it is not made of them.</summary>
    private static HashSet<byte[]>? Split(ReadOnlySpan<byte> bytes, ValueMarkerKind kind)
    {
        HashSet<byte[]> entries = new(ByteStringComparer.Instance);
        while (!bytes.IsEmpty)
        {
            int length = kind == ValueMarkerKind.String ? bytes.IndexOf((byte)0) + 1 : sizeof(uint);
            if (length == 0 || length > bytes.Length)
            {
                return null;
            }

            entries.Add(bytes[..length].ToArray());
            bytes = bytes[length..];
        }

        return entries;
    }

    private DraftNode FindOrAppend(string name) => root.FindChild(name) ?? root.AppendChild(name);

    private sealed record Place(DraftNode Node, string Property, ValueMarker Marker);
}
