using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Overlays;

/// <summary>Merges one overlay into one base. The order of the steps, and of what they add, is fdtoverlay's.</summary>
/// <remarks>The trees are copies that belong to it. It goes on after a fault, to find the others.</remarks>
internal sealed partial class OverlayMerge
{
    private readonly DeviceTreeDocument _base;
    private readonly DeviceTreeDocument _overlay;
    private readonly DeviceTreeNode[] _fragments;
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<(DeviceTreeNode Node, string Property)> _unresolved = [];
    private readonly HashSet<string> _baseLabels;
    private readonly Dictionary<DeviceTreeNode, DeviceTreeNode> _targets = [];
    private readonly StringBlock _strings;

    /// <summary>Takes copies of both trees.</summary>
    public OverlayMerge(DeviceTreeDocument baseTree, DeviceTreeDocument overlay)
    {
        _base = TreeCopy.Of(baseTree);
        _overlay = TreeCopy.Of(overlay);
        _fragments = [.. _overlay.Root.Children.Where(static child => OverlayLookup.FindChild(child, OverlayBody) is not null)];
        _baseLabels = new(_base.Nodes.SelectMany(static node => node.Labels), StringComparer.Ordinal);
        _strings = StringsOf(_base);
    }

    /// <summary>The node of a fragment that holds what the target is to have.</summary>
    private const string OverlayBody = "__overlay__";

    /// <summary>Merges the trees.</summary>
    public OverlayResult Merge()
    {
        if (_fragments.Length == 0)
        {
            _diagnostics.Add(OverlayDiagnostics.NothingToApply(_overlay.Root.Span));
        }

        RenumberPhandles();
        PatchLocalReferences();
        PatchReferencesToBase();
        KeepPhandlesOfBase();
        MergeFragments();
        MergeSymbols();
        bool hasErrors = _diagnostics.Exists(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        _base.Strings = [.. _strings.Bytes];
        return new(hasErrors ? null : _base, [.. _diagnostics]) { Strings = hasErrors ? [] : _base.Strings };
    }

    private static StringBlock StringsOf(DeviceTreeDocument document)
    {
        var strings = new StringBlock(document.Strings.AsSpan());
        foreach (DeviceTreeProperty property in document.Nodes.SelectMany(static node => node.Properties))
        {
            strings.Add(property.Name);
        }

        return strings;
    }

    /// <summary>Puts the overlay's phandles behind those of the base.</summary>
    private void RenumberPhandles()
    {
        uint largest = _base.Nodes.Max(OverlayLookup.PhandleOf);
        foreach (DeviceTreeNode node in _overlay.Nodes)
        {
            RenumberPhandle(node, "phandle", largest);
            RenumberPhandle(node, "linux,phandle", largest);
        }

        _delta = largest;
    }

    private void RenumberPhandle(DeviceTreeNode node, string name, uint largest)
    {
        if (node.FindProperty(name) is not DeviceTreeProperty property)
        {
            return;
        }

        if (!property.Value.TryReadCell(out uint phandle))
        {
            _diagnostics.Add(OverlayDiagnostics.BadOverlayPhandle(property.Span, node.Path, name, property.Value.Length));
        }
        else if (phandle + (ulong)largest >= uint.MaxValue)
        {
            _diagnostics.Add(OverlayDiagnostics.PhandlesExhausted(property.Span, node.Path, phandle, largest));
        }
        else
        {
            SetCell(node, property, 0, phandle + largest);
        }
    }

    /// <summary>
    /// Lets nodes that both trees have keep the phandle that the base uses for them already, and nodes that a fragment extends in another
    /// fragment the one that they have there.
    /// </summary>
    private void KeepPhandlesOfBase()
    {
        foreach (DeviceTreeNode fragment in _fragments)
        {
            if ((FindTarget(fragment, report: false) ?? FindOwnTarget(fragment)) is not DeviceTreeNode target)
            {
                continue;
            }

            Dictionary<uint, uint> kept = [];
            var pending = new Stack<(DeviceTreeNode Base, DeviceTreeNode Overlay)>(
                [(target, OverlayLookup.FindChild(fragment, OverlayBody)!)]);
            while (pending.TryPop(out (DeviceTreeNode Base, DeviceTreeNode Overlay) pair))
            {
                KeepPhandle(pair.Base, pair.Overlay, kept);
                foreach (DeviceTreeNode child in pair.Overlay.Children)
                {
                    if (OverlayLookup.FindChild(pair.Base, child.Name) is DeviceTreeNode existing)
                    {
                        pending.Push((existing, child));
                    }
                }
            }

            ReplaceLocalReferences(kept);
        }
    }

    private static void KeepPhandle(DeviceTreeNode baseNode, DeviceTreeNode overlayNode, Dictionary<uint, uint> kept)
    {
        uint wanted = OverlayLookup.PhandleOf(baseNode);
        uint given = OverlayLookup.PhandleOf(overlayNode);
        if (wanted == 0 || given == 0)
        {
            return;
        }

        kept[given] = wanted;
        foreach (string name in (ReadOnlySpan<string>)["phandle", "linux,phandle"])
        {
            if (overlayNode.FindProperty(name) is { Value.Length: sizeof(uint) } property)
            {
                SetCell(overlayNode, property, 0, wanted);
            }
        }
    }

    /// <summary>Writes a cell into a value, which keeps its markers.</summary>
    private static void SetCell(DeviceTreeNode node, DeviceTreeProperty property, int offset, uint cell)
    {
        byte[] bytes = property.Value.Bytes.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(offset), cell);
        ImmutableArray<byte> changed = ImmutableCollectionsMarshal.AsImmutableArray(bytes);
        node.SetProperty(new DeviceTreeProperty(property.Name, new(changed, property.Value.Markers))
        {
            Labels = property.Labels,
            Span = property.Span,
        });
    }
}
