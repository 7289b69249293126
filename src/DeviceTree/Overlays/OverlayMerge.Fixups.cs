using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Overlays;

internal sealed partial class OverlayMerge
{
    private const string Fixups = "__fixups__";
    private const string LocalFixups = "__local_fixups__";
    private const string Symbols = "__symbols__";

    /// <summary>More offers than this only take time: something larger is wrong.</summary>
    private const int MaxGuesses = 50;

    private uint _delta;
    private int _guesses;

    /// <summary>Follows the overlay's own phandles where its properties hold them.</summary>
    private void PatchLocalReferences()
    {
        foreach (Place place in LocalPlaces(report: true))
        {
            SetCell(place.Node, place.Property, place.Offset, place.Cell + _delta);
        }
    }

    private void ReplaceLocalReferences(Dictionary<uint, uint> phandles)
    {
        foreach (Place place in phandles.Count == 0 ? [] : LocalPlaces(report: false))
        {
            if (phandles.TryGetValue(place.Cell, out uint phandle))
            {
                SetCell(place.Node, place.Property, place.Offset, phandle);
            }
        }
    }

    /// <summary>The cells that hold phandles of the overlay; each is read when it is asked for, after changes to the one before.</summary>
    private IEnumerable<Place> LocalPlaces(bool report)
    {
        var pending = new Stack<(DeviceTreeNode Fixups, DeviceTreeNode Node)>();
        if (OverlayLookup.FindChild(_overlay.Root, LocalFixups) is DeviceTreeNode local)
        {
            pending.Push((local, _overlay.Root));
        }

        while (pending.TryPop(out (DeviceTreeNode Fixups, DeviceTreeNode Node) pair))
        {
            foreach (DeviceTreeProperty fixups in pair.Fixups.Properties.ToArray())
            {
                if (!fixups.Value.TryReadCells(out System.Collections.Immutable.ImmutableArray<uint> offsets))
                {
                    Report(report, OverlayDiagnostics.NoPlace(fixups.Span, LocalFixups, $"{pair.Node.Path}:{fixups.Name}"));
                }

                foreach (uint offset in offsets)
                {
                    if (FindPlace(pair.Node, fixups.Name, offset) is Place place)
                    {
                        yield return place;
                    }
                    else
                    {
                        Report(
                            report,
                            OverlayDiagnostics.NoPlace(fixups.Span, LocalFixups, PlaceText(pair.Node.Path, fixups.Name, offset)));
                    }
                }
            }

            foreach (DeviceTreeNode child in pair.Fixups.Children.Reverse())
            {
                if (OverlayLookup.FindChild(pair.Node, child.Name) is DeviceTreeNode node)
                {
                    pending.Push((child, node));
                }
                else
                {
                    Report(report, OverlayDiagnostics.NoPlace(child.Span, LocalFixups, pair.Node.Path.TrimEnd('/') + "/" + child.Name));
                }
            }
        }
    }

    /// <summary>Puts the phandles of the base's labels where the overlay waits for them.</summary>
    private void PatchReferencesToBase()
    {
        DeviceTreeNode? symbols = OverlayLookup.FindChild(_base.Root, Symbols);
        foreach (DeviceTreeProperty fixup in OverlayLookup.FindChild(_overlay.Root, Fixups)?.Properties.ToArray() ?? [])
        {
            List<Place> places = [.. PlacesOf(fixup)];
            if (FindPhandle(symbols, fixup.Name, places) is uint phandle)
            {
                foreach (Place place in places)
                {
                    // Another label may have changed the value meanwhile.
                    SetCell(place.Node, place.Node.FindProperty(place.Property.Name)!, place.Offset, phandle);
                }
            }
            else
            {
                _unresolved.UnionWith(places.Select(static place => (place.Node, place.Property.Name)));
            }
        }
    }

    /// <summary>The phandle of a label of the base; <see langword="null"/>, and a fault, if there is none.</summary>
    private uint? FindPhandle(DeviceTreeNode? symbols, string label, List<Place> places)
    {
        SourceSpan at = places.Count > 0 ? places[0].Span : SourceSpan.None;
        string place = places.Count > 0 ? places[0].Text : "/" + Fixups;
        Diagnostic fault;
        if (symbols is null)
        {
            fault = OverlayDiagnostics.NoSymbols(at, label, place);
        }
        else if (symbols.FindProperty(label) is not DeviceTreeProperty symbol)
        {
            fault = OverlayDiagnostics.LabelNotInBase(at, label, place, Nearest(label, symbols));
        }
        else if (OverlayLookup.FindPath(_base.Root, OverlayLookup.Text(symbol.Value)) is not DeviceTreeNode node)
        {
            fault = OverlayDiagnostics.SymbolLeadsNowhere(at, label, place, OverlayLookup.Text(symbol.Value));
        }
        else if (OverlayLookup.PhandleOf(node) is uint phandle and not 0)
        {
            return phandle;
        }
        else
        {
            fault = OverlayDiagnostics.NoPhandle(at, label, place, node.Path);
        }

        _diagnostics.Add(fault.Also(places.Skip(1).Select(static other => other.Span)));
        return null;
    }

    private string? Nearest(string label, DeviceTreeNode symbols) =>
        ++_guesses > MaxGuesses ? null : NearestName.Find(label, symbols.Properties.Select(static symbol => symbol.Name));

    /// <summary>The cells that wait for a label.</summary>
    private IEnumerable<Place> PlacesOf(DeviceTreeProperty fixup)
    {
        string all = Encoding.Latin1.GetString(fixup.Value.Bytes);
        if (!all.EndsWith('\0'))
        {
            _diagnostics.Add(OverlayDiagnostics.BadFixup(fixup.Span, Fixups, all));
            yield break;
        }

        foreach (string entry in all[..^1].Split('\0'))
        {
            string[] parts = entry.Split(':', 3);
            if (parts.Length != 3
                || parts[1].Length == 0
                || !uint.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out uint offset))
            {
                _diagnostics.Add(OverlayDiagnostics.BadFixup(fixup.Span, Fixups, entry));
            }
            else if (OverlayLookup.FindPath(_overlay.Root, parts[0]) is DeviceTreeNode node
                && FindPlace(node, parts[1], offset) is Place place)
            {
                yield return place;
            }
            else
            {
                _diagnostics.Add(OverlayDiagnostics.NoPlace(fixup.Span, Fixups, entry));
            }
        }
    }

    private static Place? FindPlace(DeviceTreeNode node, string name, uint offset) =>
        node.FindProperty(name) is DeviceTreeProperty property && property.Value.Length >= offset + (long)sizeof(uint)
            ? new(node, property, (int)offset)
            : null;

    private void Report(bool report, Diagnostic diagnostic)
    {
        if (report)
        {
            _diagnostics.Add(diagnostic);
        }
    }

    private static string PlaceText(string path, string property, uint offset) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}:{property}:{offset}");

    /// <summary>A cell of the overlay that holds a phandle.</summary>
    private readonly record struct Place(DeviceTreeNode Node, DeviceTreeProperty Property, int Offset)
    {
        /// <summary>What the cell holds.</summary>
        public uint Cell => BinaryPrimitives.ReadUInt32BigEndian(Property.Value.Bytes[Offset..]);

        /// <summary>The property as a message names it.</summary>
        public string Text => $"{Node.Path}:{Property.Name}";

        /// <summary>The reference that was written here, or else the property.</summary>
        public SourceSpan Span
        {
            get
            {
                int offset = Offset;
                ValueMarker marker = Property.Value.References.FirstOrDefault(marker => marker.Offset == offset);
                return marker.Span.HasFile ? marker.Span : Property.Span;
            }
        }
    }
}
