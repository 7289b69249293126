using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Printing;

/// <summary>The labels and references that the tables of a compiled tree give back.</summary>
/// <remarks>
/// <c>/__symbols__</c> labels nodes, <c>/__fixups__</c> and <c>/__local_fixups__</c> say which cells are references. What a table says
/// of a node or a cell that is not there counts for nothing; neither does the path <c>/</c>.
/// </remarks>
internal sealed class DtcReferences
{
    private readonly DeviceTreeDocument _document;
    private readonly Dictionary<DeviceTreeNode, List<string>> _labels = [];
    private readonly Dictionary<DeviceTreeProperty, SortedDictionary<int, string>> _references = [];
    private readonly Dictionary<uint, DeviceTreeNode> _phandles = [];

    /// <summary>Reads the tables of a document.</summary>
    public DtcReferences(DeviceTreeDocument document)
    {
        _document = document;
        ReadSymbols();
        ReadFixups();
        ReadLocalFixups();
    }

    /// <summary>The labels of a node: those of the tables before its own, the last first.</summary>
    public ImmutableArray<string> LabelsOf(DeviceTreeNode node) =>
        _labels.TryGetValue(node, out List<string>? labels) ? [.. labels.AsEnumerable().Reverse(), .. node.Labels] : node.Labels;

    /// <summary>The references within a value, by offset, in rising order.</summary>
    public IReadOnlyDictionary<int, string> Within(DeviceTreeProperty property) =>
        _references.TryGetValue(property, out SortedDictionary<int, string>? references)
            ? references
            : ImmutableSortedDictionary<int, string>.Empty;

    private void ReadSymbols()
    {
        foreach (DeviceTreeProperty symbol in _document.Root.FindChild("__symbols__")?.Properties ?? [])
        {
            if (FindNode(FirstString(symbol.Value)) is DeviceTreeNode node && !node.Labels.Contains(symbol.Name))
            {
                (_labels.TryGetValue(node, out List<string>? labels) ? labels : _labels[node] = []).Add(symbol.Name);
            }
        }
    }

    private void ReadFixups()
    {
        foreach (DeviceTreeProperty fixup in _document.Root.FindChild("__fixups__")?.Properties ?? [])
        {
            foreach (string entry in Encoding.Latin1.GetString(fixup.Value.Bytes).Split('\0', StringSplitOptions.RemoveEmptyEntries))
            {
                string[] parts = entry.Split(':', 3);
                if (parts.Length == 3 && FindNode(parts[0])?.FindProperty(parts[1]) is DeviceTreeProperty property)
                {
                    Add(property, LeadingNumber(parts[2]), fixup.Name);
                }
            }
        }
    }

    private void ReadLocalFixups()
    {
        var pending = new Stack<(DeviceTreeNode Fixups, DeviceTreeNode Node)>();
        if (_document.Root.FindChild("__local_fixups__") is DeviceTreeNode local)
        {
            IndexPhandles();
            pending.Push((local, _document.Root));
        }

        while (pending.TryPop(out (DeviceTreeNode Fixups, DeviceTreeNode Node) pair))
        {
            foreach (DeviceTreeProperty fixups in pair.Fixups.Properties)
            {
                if (pair.Node.FindProperty(fixups.Name) is DeviceTreeProperty property)
                {
                    AddLocal(property, fixups.Value);
                }
            }

            foreach (DeviceTreeNode child in pair.Fixups.Children)
            {
                if (pair.Node.FindChild(child.Name) is DeviceTreeNode node)
                {
                    pending.Push((child, node));
                }
            }
        }
    }

    private void AddLocal(DeviceTreeProperty property, PropertyValue fixups)
    {
        fixups.TryReadCells(out ImmutableArray<uint> offsets);
        foreach (uint offset in offsets)
        {
            if (offset + (long)sizeof(uint) <= property.Value.Length
                && _phandles.TryGetValue(
                    BinaryPrimitives.ReadUInt32BigEndian(property.Value.Bytes[(int)offset..]),
                    out DeviceTreeNode? target))
            {
                ImmutableArray<string> labels = LabelsOf(target);
                Add(property, offset, labels.IsEmpty ? target.Path : labels[0]);
            }
        }
    }

    private void Add(DeviceTreeProperty property, long offset, string reference)
    {
        if (offset >= 0 && offset + sizeof(uint) <= property.Value.Length
            && !property.Value.Markers.Any(marker => marker.IsReference && marker.Offset == offset))
        {
            SortedDictionary<int, string> references =
                _references.TryGetValue(property, out SortedDictionary<int, string>? known) ? known : _references[property] = [];
            references.TryAdd((int)offset, reference);
        }
    }

    private void IndexPhandles()
    {
        foreach (DeviceTreeNode node in _document.Nodes)
        {
            if ((node.FindProperty("phandle") ?? node.FindProperty("linux,phandle"))?.Value.TryReadCell(out uint phandle) == true)
            {
                _phandles.TryAdd(phandle, node);
            }
        }
    }

    private DeviceTreeNode? FindNode(string path)
    {
        string[] names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        DeviceTreeNode? node = path.Length == 0 || names.Length > 0 ? _document.Root : null;
        foreach (string name in names)
        {
            node = node?.FindChild(name);
        }

        return node;
    }

    private static string FirstString(PropertyValue value) => Encoding.Latin1.GetString(value.Bytes).Split('\0')[0];

    /// <summary>The number that a text begins with, or 0.</summary>
    private static long LeadingNumber(string text)
    {
        string digits = string.Concat(text.TrimStart().TakeWhile(static (c, i) => char.IsAsciiDigit(c) || (i == 0 && c == '-')));
        return long.TryParse(digits, System.Globalization.CultureInfo.InvariantCulture, out long number)
            ? number
            : digits.Length > 1
            ? -1
            : 0;
    }
}
