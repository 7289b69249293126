namespace Partition.DeviceTree.Preprocessing;

internal sealed partial class Preprocessor
{
    /// <summary>The line of the file that is expected next in a string: an index into the table of lines.</summary>
    private int _nextStringLine;

    /// <summary>
    /// Copies a line that begins within a string of the language. C knows no such strings: gcc's preprocessor reads tokens there, keeps
    /// the column of the first one, writes one blank between them and none at the end.
    /// </summary>
    private void CopyStringLine()
    {
        byte[] bytes = _frame.Bytes;
        int lineStart = _output.Length;
        int start = _frame.Position;
        int at = start;
        FillGap(at);
        BeginRun(at);
        bool isFirst = true;
        while (true)
        {
            int next = PpScanner.SkipBlanks(bytes, at, acrossLines: false);
            if (next >= bytes.Length || bytes[next] == '\n')
            {
                at = next;
                break;
            }

            WriteBlanks(isFirst ? next - at : Math.Min(1, next - at));
            isFirst = false;
            at = CopyToken(next);
        }

        EndLine(start, at, at, lineStart);
    }

    /// <summary>Writes the empty lines that gcc leaves where directives and spliced lines were.</summary>
    private void FillGap(int at)
    {
        (int line, _) = _frame.Locate(at);
        for (int missing = LineOf(at) - _nextStringLine; missing > 0; missing--)
        {
            _output.Map.Add(_output.Length, _frame.PathNumber, line - missing, 1);
            _output.Append((byte)'\n');
        }
    }

    private int LineOf(int offset) => _frame.Text.LineIndex(offset, 0);

    private int CopyToken(int start)
    {
        byte[] bytes = _frame.Bytes;
        int end = PpScanner.TokenEnd(bytes, start, out PpTokenKind kind);
        _frame.Position = end;
        if (kind == PpTokenKind.Identifier && _macros.Find(bytes.AsSpan(start, end - start)) is Macro macro
            && (!(macro.IsFunctionLike || macro.BuiltIn == BuiltInMacro.Pragma) || _frame.IsAtParenthesis()))
        {
            Expand(macro, start, end, EndsWithBlank);
            return _frame.Position;
        }

        CopyRun(start, end);
        _edge = new() { Previous = new(kind, bytes, start, end - start) };
        return end;
    }

    private void WriteBlanks(int count)
    {
        for (; count > 0; count--)
        {
            _output.Append((byte)' ');
        }

        _edge = default;
    }
}
