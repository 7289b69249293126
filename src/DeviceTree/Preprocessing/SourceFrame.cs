using System.Text;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Preprocessing;

/// <summary>A file while it is preprocessed: how far it is read, and what its conditions say.</summary>
internal sealed class SourceFrame(SourceText text, Inclusion inclusion, int pathNumber)
{
    private int _line;

    /// <summary>The file without splices.</summary>
    public SourceText Text { get; } = text;

    /// <summary>The file's bytes.</summary>
    public byte[] Bytes { get; } = text.Bytes;

    /// <summary>How the file came to be read.</summary>
    public Inclusion Inclusion { get; } = inclusion;

    /// <summary>The file's number in the position map; a <c>#line</c> changes it.</summary>
    public int PathNumber { get; set; } = pathNumber;

    /// <summary>The file's name; a <c>#line</c> changes it.</summary>
    public string Path { get; set; } = inclusion.Path;

    /// <summary>What a <c>#line</c> adds to the number of a line.</summary>
    public int LineShift { get; set; }

    /// <summary>Where reading goes on.</summary>
    public int Position { get; set; }

    /// <summary>The conditions that are open, the innermost last.</summary>
    public List<Condition> Conditions { get; } = [];

    /// <summary>Whether the text here counts.</summary>
    public bool IsActive => Conditions.Count == 0 || Conditions[^1].IsActive;

    /// <summary>Line and column of an offset, both from 1.</summary>
    public (int Line, int Column) Locate(int offset)
    {
        _line = Text.LineIndex(offset, _line);
        return (Math.Max(1, _line + 1 + LineShift), offset - Text.LineStart(_line) + 1);
    }

    /// <summary>Where the line behind that of an offset begins; the largest number when there is none.</summary>
    public int NextLine(int offset)
    {
        _line = Text.LineIndex(offset, _line);
        return _line + 1 < Text.LineCount ? Text.LineStart(_line + 1) : int.MaxValue;
    }

    /// <summary>The place of a stretch.</summary>
    public SourceSpan Span(int start, int end)
    {
        (int endLine, int endColumn) = Locate(Math.Max(start, end - 1));
        (int line, int column) = Locate(start);
        return new(Path, line, column, endLine, end > start ? endColumn + 1 : endColumn);
    }

    /// <summary>Text as a message shows it.</summary>
    public string Show(int start, int end) => Encoding.UTF8.GetString(Bytes, start, end - start);

    /// <summary>Whether an opening parenthesis follows, perhaps on a later line.</summary>
    public bool IsAtParenthesis()
    {
        int next = PpScanner.SkipBlanks(Bytes, Position, acrossLines: true);
        return next < Bytes.Length && Bytes[next] == '(';
    }
}
