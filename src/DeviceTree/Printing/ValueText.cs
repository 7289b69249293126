using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Printing;

/// <summary>Writes the values of properties as source.</summary>
internal sealed class ValueText
{
    private readonly DeviceTreeDocument _document;
    private readonly Dictionary<string, DeviceTreeNode> _labelled = new(StringComparer.Ordinal);
    private readonly Dictionary<int, ValueMarker> _references = [];
    private readonly Dictionary<int, List<string>> _labelsAt = [];
    private readonly StringBuilder _text = new();

    /// <summary>Makes a writer for the values of a document.</summary>
    public ValueText(DeviceTreeDocument document)
    {
        _document = document;
        foreach (DeviceTreeNode node in document.Nodes)
        {
            foreach (string label in node.Labels)
            {
                _labelled.TryAdd(label, node);
            }
        }
    }

    /// <summary>Whether a node is the one that a label belongs to; a tree that was put together by hand may have it twice.</summary>
    public bool IsOwner(string label, DeviceTreeNode? node) => _labelled.GetValueOrDefault(label) == node;

    /// <summary>Writes what follows a property's name, up to its semicolon.</summary>
    public void Write(DeviceTreeProperty property, HashSet<string> usedLabels, TextWriter writer)
    {
        if (property.Value.IsEmpty)
        {
            return;
        }

        _text.Clear();
        SortMarkers(property);
        foreach ((int start, int end, ValueMarkerKind kind) in Parts(property.Value))
        {
            _text.Append(_text.Length == 0 ? " = " : ", ");
            var part = new Part(property, start, end, usedLabels);
            switch (kind)
            {
                case ValueMarkerKind.String:
                    AppendString(part);
                    break;
                case ValueMarkerKind.Bytes:
                    AppendBytes(part);
                    break;
                default:
                    AppendCells(part, ValueTypes.CellSize(kind));
                    break;
            }
        }

        writer.Write(_text);
    }

    private void SortMarkers(DeviceTreeProperty property)
    {
        _references.Clear();
        _labelsAt.Clear();
        foreach (ValueMarker marker in property.Value.Markers)
        {
            // A phandle that refers to its own node would be counted anew.
            if (marker.IsReference && property.Name is not ("phandle" or "linux,phandle"))
            {
                _references.TryAdd(marker.Offset, marker);
            }
            else if (marker.Kind == ValueMarkerKind.Label && IsOwner(marker.Text, null))
            {
                (_labelsAt.TryGetValue(marker.Offset, out List<string>? labels) ? labels : _labelsAt[marker.Offset] = []).Add(marker.Text);
            }
        }
    }

    /// <summary>The stretches of one type that a value is made of; a type that does not fit its bytes becomes plain bytes.</summary>
    private static List<(int Start, int End, ValueMarkerKind Kind)> Parts(PropertyValue value)
    {
        List<(int Start, int End, ValueMarkerKind Kind)> parts = [];
        ValueMarker[] types = [.. value.Markers.Where(marker => marker.IsType && marker.Offset < value.Length)];
        int typed = types.Length == 0 ? value.Length : types[0].Offset;
        if (typed > 0)
        {
            AddGuessed(value, typed, parts);
        }

        for (int i = 0; i < types.Length; i++)
        {
            int end = i + 1 < types.Length ? types[i + 1].Offset : value.Length;
            if (end > types[i].Offset)
            {
                parts.Add((types[i].Offset, end, ValueTypes.Fit(value.Bytes[types[i].Offset..end], types[i].Kind)));
            }
        }

        return parts;
    }

    private static void AddGuessed(PropertyValue value, int end, List<(int Start, int End, ValueMarkerKind Kind)> parts)
    {
        ReadOnlySpan<byte> bytes = value.Bytes[..end];
        if (ValueTypes.Guess(bytes) != ValueMarkerKind.String)
        {
            parts.Add((0, end, ValueTypes.Guess(bytes)));
            return;
        }

        for (int start = 0; start < end;)
        {
            int next = start + bytes[start..].IndexOf((byte)0) + 1;
            parts.Add((start, next, ValueMarkerKind.String));
            start = next;
        }
    }

    private void AppendLabels(Part part, int offset)
    {
        foreach (string label in _labelsAt.GetValueOrDefault(offset, []).Where(part.UsedLabels.Add))
        {
            _text.Append(label).Append(": ");
        }
    }

    private void AppendString(Part part)
    {
        AppendLabels(part, part.Start);
        if (FindReference(ValueMarkerKind.PathReference, part.Start) is (string text, DeviceTreeNode target)
            && part.Bytes.SequenceEqual(Encoding.Latin1.GetBytes(target.Path + "\0")))
        {
            _text.Append(text);
            return;
        }

        _text.Append('"');
        foreach (byte b in part.Bytes[..^1])
        {
            _ = b switch
            {
                (byte)'"' or (byte)'\\' => _text.Append('\\').Append((char)b),
                (byte)'\n' => _text.Append("\\n"),
                (byte)'\t' => _text.Append("\\t"),
                (byte)'\r' => _text.Append("\\r"),
                >= (byte)' ' and <= (byte)'~' => _text.Append((char)b),
                _ => _text.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}"),
            };
        }

        _text.Append('"');
    }

    private void AppendBytes(Part part)
    {
        AppendLabels(part, part.Start);
        _text.Append('[');
        for (int i = 0; i < part.Bytes.Length; i++)
        {
            _text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : " ")}{part.Bytes[i]:x2}");
        }

        _text.Append(']');
    }

    private void AppendCells(Part part, int size)
    {
        if (size != sizeof(uint))
        {
            _text.Append(CultureInfo.InvariantCulture, $"/bits/ {size * 8} ");
        }

        _text.Append('<');
        for (int offset = part.Start; offset < part.End; offset += size)
        {
            _text.Append(offset == part.Start ? "" : " ");
            AppendLabels(part, offset);
            AppendCell(part, offset, size);
        }

        _text.Append('>');
    }

    private void AppendCell(Part part, int offset, int size)
    {
        ReadOnlySpan<byte> cell = part.Value.Bytes.Slice(offset, size);
        if (size == sizeof(uint) && FindReference(ValueMarkerKind.PhandleReference, offset) is (string text, DeviceTreeNode target)
            && IsPhandleOf(target, BinaryPrimitives.ReadUInt32BigEndian(cell)))
        {
            _text.Append(text);
            return;
        }

        ulong value = 0;
        foreach (byte b in cell)
        {
            value = (value << 8) | b;
        }

        _text.Append(CultureInfo.InvariantCulture, $"0x{value:x2}");
    }

    private static bool IsPhandleOf(DeviceTreeNode node, uint value) =>
        (node.FindProperty("phandle") ?? node.FindProperty("linux,phandle"))?.Value.TryReadCell(out uint phandle) == true
            && phandle == value;

    private (string Text, DeviceTreeNode Target)? FindReference(ValueMarkerKind kind, int offset)
    {
        if (!_references.TryGetValue(offset, out ValueMarker marker) || marker.Kind != kind)
        {
            return null;
        }

        bool isPath = marker.Text.StartsWith('/');
        DeviceTreeNode? target = isPath ? _document.FindByPath(marker.Text) : _labelled.GetValueOrDefault(marker.Text);
        return target is null ? null : (isPath ? $"&{{{marker.Text}}}" : "&" + marker.Text, target);
    }

    private readonly record struct Part(DeviceTreeProperty Property, int Start, int End, HashSet<string> UsedLabels)
    {
        public PropertyValue Value => Property.Value;

        public ReadOnlySpan<byte> Bytes => Property.Value.Bytes[Start..End];
    }
}
