using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Resolution;

/// <summary>Knows which phandle belongs to which node, and gives out new ones as dtc does: the lowest free number first.</summary>
internal sealed class PhandleTable(LabelTable labels, CheckFindings diagnostics, PhandleFormat format)
{
    private const string Check = "explicit_phandles";

    private readonly Dictionary<uint, DraftNode> _owners = [];
    private uint _next = 1;

    /// <summary>Takes in the phandles that the source gives.</summary>
    public void Register(DraftNode root)
    {
        foreach (DraftNode node in root.LiveNodes())
        {
            uint phandle = Read(node, "phandle");
            uint legacy = Read(node, "linux,phandle");
            if (phandle != 0 && legacy != 0 && phandle != legacy)
            {
                diagnostics.Add(
                    Check,
                    node.Path,
                    "phandle",
                    ReferenceDiagnostics.PhandlesDiffer(SpanOf(node, "phandle"), node.Path, phandle, legacy));
            }

            node.Phandle = phandle != 0 ? phandle : legacy;
            if (node.Phandle != 0 && !_owners.TryAdd(node.Phandle, node))
            {
                DraftNode owner = _owners[node.Phandle];
                SourceSpan span = SpanOf(node, phandle != 0 ? "phandle" : "linux,phandle");
                diagnostics.Add(
                    Check,
                    node.Path,
                    null,
                    ReferenceDiagnostics.DuplicatePhandle(span, node.Phandle, owner.Path, owner.NameSpan));
            }
        }
    }

    /// <summary>The phandle of a node; it is given one, and the property that says so, if it has none.</summary>
    public uint Get(DraftNode node)
    {
        if (node.Phandle != 0)
        {
            return node.Phandle;
        }

        // The number of a node that was left out meanwhile is free again.
        while (_owners.TryGetValue(_next, out DraftNode? owner) && !owner.IsDeleted)
        {
            _next++;
        }

        _owners[_next] = node;
        node.Phandle = _next;
        if (format != PhandleFormat.Epapr)
        {
            AppendMissing(node, "linux,phandle");
        }

        if (format != PhandleFormat.Legacy)
        {
            AppendMissing(node, "phandle");
        }

        return node.Phandle;
    }

    private static void AppendMissing(DraftNode node, string name)
    {
        if (node.FindProperty(name) is null)
        {
            node.AppendProperty(name, PropertyValue.FromCells(node.Phandle));
        }
    }

    private static SourceSpan SpanOf(DraftNode node, string property) => node.FindProperty(property)!.Syntax.Span;

    /// <summary>The value of a phandle property, or 0 when there is none, or it is at fault, or it asks for a number.</summary>
    private uint Read(DraftNode node, string name)
    {
        if (node.FindProperty(name) is not DraftProperty property)
        {
            return 0;
        }

        if (!property.Value.TryReadCell(out uint value))
        {
            diagnostics.Add(
                Check,
                node.Path,
                name,
                ReferenceDiagnostics.BadPhandleLength(property.Syntax.Span, name, property.Value.Length));
            return 0;
        }

        ValueMarker[] references = [.. property.Value.References];
        if (references.Length > 0)
        {
            if (labels.FindReference(references[0].Text) != node)
            {
                diagnostics.Add(
                    Check,
                    node.Path,
                    name,
                    ReferenceDiagnostics.PhandleOfAnother(references[0].Span, name, node.Path, references[0].Text));
            }

            return 0;
        }

        if (value is not (0 or uint.MaxValue))
        {
            return value;
        }

        diagnostics.Add(Check, node.Path, name, ReferenceDiagnostics.BadPhandle(property.Syntax.Span, name, value));
        return 0;
    }
}
