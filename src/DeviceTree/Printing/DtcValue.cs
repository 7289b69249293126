using System.Globalization;
using System.Text;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Printing;

/// <summary>Writes one value as dtc prints it.</summary>
/// <remarks>
/// Where a source gave types, they open and close the brackets, and the blanks around labels are dtc's own. Otherwise what lies
/// between references is guessed, stretch by stretch.
/// </remarks>
internal sealed class DtcValue(PropertyValue value, IReadOnlyDictionary<int, string> tableReferences)
{
    private readonly StringBuilder _text = new();

    /// <summary>Writes what follows a property's name, up to its semicolon.</summary>
    public void Write(TextWriter writer)
    {
        if (value.IsEmpty)
        {
            return;
        }

        _text.Append(" =");
        if (value.Markers.Any(static marker => marker.IsType))
        {
            AppendTyped([.. Marks()]);
        }
        else
        {
            AppendGuessed();
        }

        writer.Write(_text);
    }

    /// <summary>The markers, and what the tables say, in rising order of offset.</summary>
    private IEnumerable<ValueMarker> Marks()
    {
        IEnumerable<ValueMarker> fromTables = tableReferences.Select(static reference =>
            new ValueMarker(ValueMarkerKind.PhandleReference, reference.Key, reference.Value, SourceSpan.None));
        IEnumerable<ValueMarker> markers = value.Markers.Concat(fromTables)
            .Where(marker => marker.Offset >= 0 && marker.Offset <= value.Length);
        return markers.OrderBy(static marker => marker.Offset);
    }

    private void AppendTyped(ValueMarker[] marks)
    {
        ValueMarkerKind? open = null;
        int nextType = 0;
        for (int i = 0; i < marks.Length; i++)
        {
            ValueMarker mark = marks[i];
            int end = i + 1 < marks.Length ? marks[i + 1].Offset : value.Length;
            nextType = Math.Max(nextType, i + 1);
            while (nextType < marks.Length && !marks[nextType].IsType)
            {
                nextType++;
            }

            int typeEnd = nextType < marks.Length ? marks[nextType].Offset : value.Length;
            if (mark.IsType)
            {
                open = typeEnd == mark.Offset ? mark.Kind : ValueTypes.Fit(value.Bytes[mark.Offset..typeEnd], mark.Kind);
                _text.Append(' ').Append(Opening(open.Value));
            }
            else if (mark.Kind == ValueMarkerKind.Label)
            {
                _text.Append(' ').Append(mark.Text).Append(':');
            }

            if (open is ValueMarkerKind kind && end > mark.Offset)
            {
                AppendStretch(kind, mark.Offset, end, ReferenceAt(marks, mark.Offset));
                open = end == typeEnd ? null : open;
                _text.Append(end == typeEnd ? Closing(kind) : kind == ValueMarkerKind.Cells32 ? " " : "");
                _text.Append(end == typeEnd && end < value.Length ? "," : "");
            }
        }
    }

    private void AppendGuessed()
    {
        int start = 0;
        foreach ((int offset, string reference) in tableReferences)
        {
            if (offset >= start)
            {
                AppendGuessed(start, offset);
                _text.Append(start == 0 && offset == 0 ? " <" : ", <").Append(Reference(reference)).Append('>');
                start = offset + sizeof(uint);
            }
        }

        AppendGuessed(start, value.Length);
    }

    private void AppendGuessed(int start, int end)
    {
        if (start == end)
        {
            return;
        }

        ReadOnlySpan<byte> bytes = value.Bytes[start..end];
        ValueMarkerKind kind = ValueTypes.Guess(bytes);
        do
        {
            int next = kind == ValueMarkerKind.String ? start + value.Bytes[start..end].IndexOf((byte)0) + 1 : end;
            _text.Append(start == 0 ? " " : ", ").Append(Opening(kind));
            AppendStretch(kind, start, next, null);
            _text.Append(Closing(kind));
            start = next;
        }
        while (start < end);
    }

    private void AppendStretch(ValueMarkerKind kind, int start, int end, string? reference)
    {
        if (kind == ValueMarkerKind.String)
        {
            AppendString(value.Bytes[start..end]);
            return;
        }

        int size = kind == ValueMarkerKind.Bytes ? 1 : ValueTypes.CellSize(kind);
        for (int offset = start; offset < end; offset += size)
        {
            _text.Append(offset == start ? "" : " ");
            if (offset == start && reference is not null && kind == ValueMarkerKind.Cells32)
            {
                _text.Append(Reference(reference));
            }
            else
            {
                AppendNumber(value.Bytes[offset..Math.Min(offset + size, end)], isPlain: size == 1);
            }
        }
    }

    private void AppendNumber(ReadOnlySpan<byte> bytes, bool isPlain)
    {
        ulong number = 0;
        foreach (byte b in bytes)
        {
            number = (number << 8) | b;
        }

        _text.Append(isPlain ? "" : "0x").Append(CultureInfo.InvariantCulture, $"{number:x2}");
    }

    private void AppendString(ReadOnlySpan<byte> bytes)
    {
        _text.Append('"');
        foreach (byte b in bytes[^1] == 0 ? bytes[..^1] : bytes)
        {
            _ = b switch
            {
                (byte)'"' or (byte)'\\' => _text.Append('\\').Append((char)b),
                0 => _text.Append("\\0"),
                >= (byte)'\a' and <= (byte)'\r' => _text.Append('\\').Append("abtnvfr"[b - '\a']),
                >= (byte)' ' and <= (byte)'~' => _text.Append((char)b),
                _ => _text.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}"),
            };
        }

        _text.Append('"');
    }

    private static string? ReferenceAt(ValueMarker[] marks, int offset) =>
        Array.Find(marks, mark => mark.Kind == ValueMarkerKind.PhandleReference && mark.Offset == offset) is { Text: { } text }
            ? text
            : null;

    private static string Reference(string reference) => reference.StartsWith('/') ? $"&{{{reference}}}" : "&" + reference;

    private static string Opening(ValueMarkerKind kind) => kind switch
    {
        ValueMarkerKind.String => "",
        ValueMarkerKind.Cells16 => "/bits/ 16 <",
        ValueMarkerKind.Cells32 => "<",
        ValueMarkerKind.Cells64 => "/bits/ 64 <",
        _ => "[",
    };

    private static string Closing(ValueMarkerKind kind) => kind switch
    {
        ValueMarkerKind.String => "",
        ValueMarkerKind.Cells16 or ValueMarkerKind.Cells32 or ValueMarkerKind.Cells64 => ">",
        _ => "]",
    };
}
