using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Syntax;

namespace Partition.DeviceTree.Resolution;

/// <summary>Puts phandles and paths in place of references.</summary>
internal sealed class ReferenceResolver(
    DraftNode root, LabelTable labels, PhandleTable phandles, DocumentSyntax document, CheckFindings diagnostics)
{
    /// <summary>Whether unknown labels are no news, because a file is missing.</summary>
    public bool MissesFiles { get; init; }

    /// <summary>Puts the phandle of its node into each cell that is a reference.</summary>
    public void ResolvePhandles()
    {
        foreach (DraftNode node in root.LiveNodes())
        {
            // A phandle may be appended to this very node meanwhile.
            for (int i = 0; i < node.Properties.Count; i++)
            {
                if (!node.Properties[i].IsDeleted)
                {
                    ResolvePhandles(node, node.Properties[i]);
                }
            }
        }
    }

    /// <summary>Puts the path of its node in place of each reference that stands outside of cells.</summary>
    public void ResolvePaths()
    {
        foreach (DraftNode node in root.LiveNodes())
        {
            foreach (DraftProperty property in node.Properties)
            {
                if (!property.IsDeleted && HasPaths(property.Value))
                {
                    property.Value = WithPaths(node, property);
                }
            }
        }
    }

    private static bool HasPaths(PropertyValue value)
    {
        foreach (ref readonly ValueMarker marker in value.Markers.AsSpan())
        {
            if (marker.Kind == ValueMarkerKind.PathReference)
            {
                return true;
            }
        }

        return false;
    }

    private void ResolvePhandles(DraftNode node, DraftProperty property)
    {
        byte[]? bytes = null;
        foreach (ref readonly ValueMarker marker in property.Value.Markers.AsSpan())
        {
            if (marker.Kind != ValueMarkerKind.PhandleReference)
            {
                continue;
            }

            if (labels.FindReference(marker.Text) is not DraftNode target)
            {
                ReportUnresolvedPhandle(node, property, marker);
                continue;
            }

            target.IsReferenced = true;
            bytes ??= property.Value.Bytes.ToArray();
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(marker.Offset), phandles.Get(target));
        }

        if (bytes is not null)
        {
            property.Value = new(
                System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(bytes),
                property.Value.Markers);
        }
    }

    private void ReportUnresolvedPhandle(DraftNode node, DraftProperty property, ValueMarker marker)
    {
        if (!document.IsPlugin)
        {
            ReportUnknown("phandle_references", node, property, marker);
        }
        else if (marker.Text.Contains('/', StringComparison.Ordinal))
        {
            diagnostics.Add(ReferenceDiagnostics.UnfixablePath(marker.Span, marker.Text));
        }
    }

    private void ReportUnknown(string check, DraftNode node, DraftProperty property, ValueMarker marker)
    {
        if (MissesFiles || document.PassedLabels.Contains(marker.Text))
        {
            return;
        }

        diagnostics.Add(check, node.Path, property.Name, marker.Text.StartsWith('/')
            ? ReferenceDiagnostics.UnknownPath(marker.Span, marker.Text, LabelTable.LongestPath(root, marker.Text))
            : ReferenceDiagnostics.UnknownLabel(marker.Span, marker.Text, labels.Nearest(marker.Text)));
    }

    private PropertyValue WithPaths(DraftNode node, DraftProperty property)
    {
        PropertyValue value = property.Value;
        List<byte> bytes = [];
        ImmutableArray<ValueMarker>.Builder markers = ImmutableArray.CreateBuilder<ValueMarker>(value.Markers.Length);
        int copied = 0;
        int shift = 0;
        foreach (ValueMarker marker in value.Markers)
        {
            markers.Add(marker with { Offset = marker.Offset + shift });
            if (marker.Kind != ValueMarkerKind.PathReference)
            {
                continue;
            }

            if (labels.FindReference(marker.Text) is not DraftNode target)
            {
                ReportUnresolvedPath(node, property, marker);
                continue;
            }

            target.IsReferenced = true;
            bytes.AddRange(value.Bytes[copied..marker.Offset]);
            byte[] path = Encoding.Latin1.GetBytes(target.Path + "\0");
            bytes.AddRange(path);
            copied = marker.Offset;
            shift += path.Length;
        }

        bytes.AddRange(value.Bytes[copied..]);
        return new([.. bytes], markers.ToImmutable());
    }

    private void ReportUnresolvedPath(DraftNode node, DraftProperty property, ValueMarker marker)
    {
        if (document.IsPlugin && !marker.Text.Contains('/', StringComparison.Ordinal))
        {
            diagnostics.Add(
                "path_references",
                node.Path,
                property.Name,
                ReferenceDiagnostics.UnresolvedPathOfOverlay(marker.Span, marker.Text));
        }
        else
        {
            ReportUnknown("path_references", node, property, marker);
        }
    }
}
