using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Printing;

/// <summary>Writes a tree as YAML, in the form that schemas for device trees read.</summary>
/// <remarks>
/// A node is a mapping: a property is a list of what its source has between commas, and <c>true</c> without a value. Cells are a list,
/// with the tag <c>!u8</c>, <c>!u16</c> or <c>!u64</c> when they have another size than four bytes, and a reference has the tag
/// <c>!phandle</c>. Lines are folded as libyaml, which dtc uses, folds them.
/// </remarks>
internal sealed class YamlWriter(TextWriter writer)
{
    private readonly YamlText _text = new(writer);

    /// <summary>Writes a document, whose values have types.</summary>
    public void Write(DeviceTreeNode root)
    {
        _text.Write("---\n-");
        WriteNode(root, 2, isInLine: true);
        _text.Write("...\n");
    }

    // As deep as a reader lets a tree be.
    private void WriteNode(DeviceTreeNode node, int indent, bool isInLine)
    {
        if (node.Properties.Count == 0 && node.Children.Count == 0)
        {
            _text.Write(" {}\n");
            return;
        }

        bool isFirst = isInLine;
        _text.Write(isInLine ? "" : "\n");

        foreach (DeviceTreeProperty property in node.Properties)
        {
            Begin(property.Name, isNode: false, indent, ref isFirst);
            WriteValue(property.Value, indent);
            _text.Write("\n");
        }

        foreach (DeviceTreeNode child in node.Children)
        {
            Begin(child.Name, isNode: true, indent, ref isFirst);
            WriteNode(child, indent + 2, isInLine: child.Name.Length > YamlText.MaxKeyLength);
        }
    }

    private void Begin(string name, bool isNode, int indent, ref bool isFirst)
    {
        _text.Write(isFirst ? " " : new string(' ', indent));
        isFirst = false;
        _text.WriteKey(name, isNode, indent);
    }

    private void WriteValue(PropertyValue value, int indent)
    {
        if (value.IsEmpty)
        {
            _text.Write(" true");
            return;
        }

        _text.Write(" [");
        ImmutableArray<ValueMarker> types = [.. value.Markers.Where(static marker => marker.IsType)];
        for (int i = 0; i < types.Length; i++)
        {
            int end = i + 1 < types.Length ? types[i + 1].Offset : value.Length;
            _text.Separate(i == 0, indent + 2);
            WritePart(value, types[i].Offset, end, types[i].Kind, indent);
        }

        _text.Write("]");
    }

    private void WritePart(PropertyValue value, int start, int end, ValueMarkerKind kind, int indent)
    {
        ReadOnlySpan<byte> bytes = value.Bytes[start..end];
        kind = bytes.IsEmpty ? kind : ValueTypes.Fit(bytes, kind);
        if (kind == ValueMarkerKind.String)
        {
            _text.WriteQuoted(bytes.IsEmpty ? bytes : bytes[..^1], indent + 4);
            return;
        }

        int size = kind == ValueMarkerKind.Bytes ? 1 : ValueTypes.CellSize(kind);
        _text.Write(size switch { 1 => "!u8 [", 2 => "!u16 [", 8 => "!u64 [", _ => "[" });
        for (int offset = start; offset < end; offset += size)
        {
            _text.Separate(offset == start, indent + 4);
            bool isPhandle = size == sizeof(uint) && value.Markers.Any(marker =>
                marker.Kind == ValueMarkerKind.PhandleReference && marker.Offset == offset);
            _text.Write(isPhandle ? "!phandle " : "");
            _text.Write(string.Create(CultureInfo.InvariantCulture, $"0x{Number(value.Bytes[offset..(offset + size)]):x}"));
        }

        _text.Write("]");
    }

    private static ulong Number(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        1 => bytes[0],
        2 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        4 => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        _ => BinaryPrimitives.ReadUInt64BigEndian(bytes),
    };
}
