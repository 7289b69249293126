using Partition.DeviceTree.Model;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Overlays;

internal sealed partial class OverlayMerge
{
    /// <summary>Gives each target what its fragment holds.</summary>
    private void MergeFragments()
    {
        foreach (DeviceTreeNode fragment in _fragments)
        {
            if (FindTarget(fragment, report: true) is DeviceTreeNode target)
            {
                _targets[fragment] = target;
                MergeTree(target, OverlayLookup.FindChild(fragment, OverlayBody)!);
            }
        }
    }

    /// <summary>Merges a node and all below it. Does not call itself: a tree may be deeper than the stack.</summary>
    private void MergeTree(DeviceTreeNode target, DeviceTreeNode source)
    {
        var pending = new Stack<(DeviceTreeNode Target, DeviceTreeNode Source)>([(target, source)]);
        while (pending.TryPop(out (DeviceTreeNode Target, DeviceTreeNode Source) pair))
        {
            MergeNode(pair.Target, pair.Source);
            var children = new Stack<(DeviceTreeNode, DeviceTreeNode)>();
            foreach (DeviceTreeNode child in pair.Source.Children)
            {
                children.Push((OverlayLookup.FindChild(pair.Target, child.Name) ?? pair.Target.InsertChild(0, new(child.Name)), child));
            }

            foreach ((DeviceTreeNode, DeviceTreeNode) child in children)
            {
                pending.Push(child);
            }
        }
    }

    private void MergeNode(DeviceTreeNode target, DeviceTreeNode source)
    {
        foreach (DeviceTreeProperty property in source.Properties)
        {
            Set(target, property);
        }

        // A label of the base stays where it is.
        target.Labels = [.. target.Labels, .. source.Labels.Where(_baseLabels.Add)];
        if (target.Span == SourceSpan.None)
        {
            (target.Span, target.Extensions) = (source.Span, source.Extensions);
        }
        else if (source.Span.HasFile)
        {
            target.Extensions = [.. target.Extensions, source.Span, .. source.Extensions];
        }
    }

    /// <summary>Sets a property; one that is new comes before the others.</summary>
    private void Set(DeviceTreeNode node, DeviceTreeProperty property)
    {
        if (node.FindProperty(property.Name) is not null)
        {
            node.SetProperty(property);
            return;
        }

        _strings.Add(property.Name);
        node.PrependProperty(property);
    }

    /// <summary>The node of the base that a fragment extends.</summary>
    private DeviceTreeNode? FindTarget(DeviceTreeNode fragment, bool report)
    {
        if (fragment.FindProperty("target") is DeviceTreeProperty { Value: var value } target)
        {
            bool isCell = value.TryReadCell(out uint phandle);
            if (!isCell || phandle != 0)
            {
                return FindByPhandle(fragment, target, isCell ? phandle : uint.MaxValue, report);
            }
        }

        if (fragment.FindProperty("target-path") is not DeviceTreeProperty path)
        {
            Report(report, OverlayDiagnostics.NoTarget(fragment.Span, fragment.Path));
            return null;
        }

        string text = OverlayLookup.Text(path.Value);
        DeviceTreeNode? node = OverlayLookup.FindPath(_base.Root, text);
        if (node is null)
        {
            SourceSpan at = path.Span.HasFile || path.Value.Markers.IsEmpty ? path.Span : path.Value.Markers[0].Span;
            Report(report, OverlayDiagnostics.TargetPathNotInBase(at, fragment.Path, text, LongestPath(text)));
        }

        return node;
    }

    /// <summary>The node of another fragment that a fragment extends.</summary>
    private DeviceTreeNode? FindOwnTarget(DeviceTreeNode fragment) =>
        fragment.FindProperty("target") is { Value: var value }
            && value.TryReadCell(out uint phandle)
            && phandle is not (0 or uint.MaxValue)
            ? OverlayLookup.FindPhandle(_overlay, phandle)
            : null;

    private DeviceTreeNode? FindByPhandle(DeviceTreeNode fragment, DeviceTreeProperty target, uint phandle, bool report)
    {
        DeviceTreeNode? node = phandle == uint.MaxValue ? null : OverlayLookup.FindPhandle(_base, phandle);

        // That its label is not in the base was said already.
        if (node is null && !_unresolved.Contains((fragment, target.Name)))
        {
            Report(report, OverlayDiagnostics.TargetPhandleNotInBase(new Place(fragment, target, 0).Span, fragment.Path, phandle));
        }

        return node;
    }

    /// <summary>How far a path can be followed in the base; <see langword="null"/> for one that begins with an alias.</summary>
    private string? LongestPath(string path)
    {
        if (!path.StartsWith('/'))
        {
            return null;
        }

        DeviceTreeNode node = _base.Root;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (OverlayLookup.FindChild(node, name) is not DeviceTreeNode child)
            {
                break;
            }

            node = child;
        }

        return node.Path;
    }
}
