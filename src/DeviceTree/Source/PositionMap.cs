using Partition.Diagnostics;

namespace Partition.DeviceTree.Source;

/// <summary>Says for each byte of a buffer where the user wrote it.</summary>
/// <remarks>
/// A buffer is a row of segments. Bytes of a plain segment stand in one line of a file, one beside the other; all bytes of a
/// macro segment stand where the macro is used.
/// </remarks>
internal sealed class PositionMap
{
    private readonly List<string> _paths = [];
    private readonly List<MacroUse> _uses = [];
    private readonly List<LineMarker> _markers = [];
    private Segment[] _segments;
    private int _count;
    private int _cursor;

    /// <summary>Makes an empty map.</summary>
    /// <param name="capacity">How many segments are expected.</param>
    public PositionMap(int capacity = 64) => _segments = new Segment[Math.Max(1, capacity)];

    /// <summary>The map of a file that was not preprocessed.</summary>
    public static PositionMap Of(SourceText text, string path)
    {
        var map = new PositionMap(text.LineCount);
        int file = map.AddPath(path);
        for (int line = 0; line < text.LineCount; line++)
        {
            map.Add(text.LineStart(line), file, line + 1, 1);
        }

        return map;
    }

    /// <summary>Gives a number to a path, for a plain segment.</summary>
    public int AddPath(string path)
    {
        _paths.Add(path);
        return _paths.Count - 1;
    }

    /// <summary>Begins a plain segment.</summary>
    public void Add(int start, int path, int line, int column) => Append(new(start, path, line, column));

    /// <summary>Begins a macro segment.</summary>
    public void Add(int start, MacroUse use)
    {
        _uses.Add(use);
        Append(new(start, -1, _uses.Count - 1, 0));
    }

    /// <summary>Takes a line marker into account, from its offset to the next one.</summary>
    /// <param name="offset">Where the marker stands.</param>
    /// <param name="path">What the file is to be called, or <see langword="null"/> to keep its name.</param>
    /// <param name="line">The number of the line behind the marker.</param>
    public void AddMarker(int offset, string? path, int line)
    {
        ref Segment segment = ref Find(offset);
        if (segment.Path >= 0)
        {
            path ??= _markers.Count > 0 ? _markers[^1].Path : _paths[segment.Path];
            _markers.Add(new(offset, segment.Path, path, line - segment.Line - 1));
        }
    }

    /// <summary>The place of a stretch of bytes.</summary>
    /// <param name="start">Offset of the first byte.</param>
    /// <param name="end">Offset behind the last byte; not below <paramref name="start"/>.</param>
    public SourceSpan Span(int start, int end)
    {
        SourceSpan first = Place(start);
        if (end - start <= 1)
        {
            return end > start ? first : first with { EndLine = first.StartLine, EndColumn = first.StartColumn };
        }

        // Most tokens lie in one segment, and within one there are no line markers: they fill their lines.
        bool isInSegment = _segments[_cursor].Path >= 0 && (_cursor + 1 == _count || _segments[_cursor + 1].Start >= end);
        return isInSegment
            ? first with { EndColumn = first.StartColumn + end - start }
            : SourceSpans.Join(first, Place(end - 1));
    }

    /// <summary>The file that a byte was read from, whatever line markers say.</summary>
    public string PhysicalPath(int offset)
    {
        ref Segment segment = ref Find(offset);
        return segment.Path < 0 ? _uses[segment.Line].Span.Path : _paths[segment.Path];
    }

    /// <summary>The use of a macro that begins at a place, or <see langword="null"/>.</summary>
    public MacroUse? UseAt(SourceSpan span) => _uses.Find(use =>
        use.Span.StartLine == span.StartLine && use.Span.StartColumn == span.StartColumn && use.Span.Path == span.Path);

    private SourceSpan Place(int offset)
    {
        ref Segment segment = ref Find(offset);
        if (segment.Path < 0)
        {
            return _uses[segment.Line].Span;
        }

        int column = segment.Column + offset - segment.Start;
        var place = new SourceSpan(_paths[segment.Path], segment.Line, column, segment.Line, column + 1);
        return _markers.Count == 0 ? place : Apply(place, offset, segment.Path);
    }

    private SourceSpan Apply(SourceSpan place, int offset, int path)
    {
        int index = _markers.Count - 1;
        while (index >= 0 && _markers[index].Offset > offset)
        {
            index--;
        }

        if (index < 0 || _markers[index].PhysicalPath != path)
        {
            return place;
        }

        LineMarker marker = _markers[index];
        int line = Math.Max(1, place.StartLine + marker.Shift);
        return place with { Path = marker.Path, StartLine = line, EndLine = line };
    }

    private ref Segment Find(int offset)
    {
        if (_count == 0)
        {
            Add(0, AddPath(""), 0, 0);
        }

        int i = _cursor;
        if (_segments[i].Start > offset || (i + 8 < _count && _segments[i + 8].Start <= offset))
        {
            i = BinarySearch(offset);
        }

        while (i + 1 < _count && _segments[i + 1].Start <= offset)
        {
            i++;
        }

        _cursor = i;
        return ref _segments[i];
    }

    private int BinarySearch(int offset)
    {
        int low = 0;
        int high = _count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_segments[middle].Start <= offset)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    private void Append(Segment segment)
    {
        // A segment that got no bytes gives way to the one that follows it.
        if (_count > 0 && _segments[_count - 1].Start == segment.Start)
        {
            _segments[_count - 1] = segment;
            return;
        }

        if (_count == _segments.Length)
        {
            Array.Resize(ref _segments, _count * 2);
        }

        _segments[_count++] = segment;
    }

    /// <summary>Where a segment begins; a path of -1 makes the line an index into the uses of macros.</summary>
    private readonly record struct Segment(int Start, int Path, int Line, int Column);

    private readonly record struct LineMarker(int Offset, int PhysicalPath, string Path, int Shift);
}
