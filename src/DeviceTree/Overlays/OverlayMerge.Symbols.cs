using System.Text;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Overlays;

internal sealed partial class OverlayMerge
{
    /// <summary>Adds the overlay's labels to those of the base, with the paths that their nodes have there.</summary>
    private void MergeSymbols()
    {
        if (OverlayLookup.FindChild(_overlay.Root, Symbols) is not DeviceTreeNode symbols)
        {
            return;
        }

        DeviceTreeNode target = OverlayLookup.FindChild(_base.Root, Symbols) ?? _base.Root.InsertChild(0, new(Symbols));
        foreach (DeviceTreeProperty symbol in symbols.Properties)
        {
            MergeSymbol(target, symbol);
        }
    }

    private void MergeSymbol(DeviceTreeNode target, DeviceTreeProperty symbol)
    {
        string text = Encoding.Latin1.GetString(symbol.Value.Bytes);
        if (!text.StartsWith('/') || text.IndexOf('\0', StringComparison.Ordinal) != text.Length - 1)
        {
            _diagnostics.Add(OverlayDiagnostics.BadSymbol(symbol.Span, symbol.Name, text.TrimEnd('\0')));
            return;
        }

        string path = text[..^1];
        string[] parts = path.Split('/', 4);
        if (parts.Length < 3 || parts[2] != OverlayBody)
        {
            // What lies outside of the fragments does not come into the base.
            return;
        }

        if (FindFragment(parts[1]) is not DeviceTreeNode fragment)
        {
            _diagnostics.Add(OverlayDiagnostics.BadSymbol(symbol.Span, symbol.Name, path));
        }
        else if (TargetPath(fragment) is string prefix)
        {
            // A label of the fragment's body itself gets a slash at its end, as with fdtoverlay.
            byte[] full = Encoding.Latin1.GetBytes((prefix == "/" ? "" : prefix) + "/" + (parts.Length > 3 ? parts[3] : "") + "\0");
            ValueMarker type = new(ValueMarkerKind.String, 0, "", SourceSpan.None);
            Set(target, new(symbol.Name, new([.. full], [type])) { Span = symbol.Span });
        }
    }

    private DeviceTreeNode? FindFragment(string name) =>
        OverlayLookup.FindChild(_overlay.Root, name) is DeviceTreeNode node && _fragments.Contains(node) ? node : null;

    /// <summary>The path of a fragment's target: the one it gives, or that of the node of its phandle.</summary>
    private string? TargetPath(DeviceTreeNode fragment)
    {
        DeviceTreeNode? target = _targets.GetValueOrDefault(fragment);
        bool hasPhandle = fragment.FindProperty("target") is { } property
            && (!property.Value.TryReadCell(out uint phandle) || phandle != 0);
        return target is null || hasPhandle ? target?.Path : OverlayLookup.Text(fragment.FindProperty("target-path")!.Value);
    }
}
