using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Preprocessing;

internal sealed partial class Preprocessor
{
    /// <summary>What an expansion left open: whether a blank must come before the text after it.</summary>
    private ExpansionEdge _edge;

    /// <summary>Whether a string of the language, which knows no line ends, is open at the beginning of the line.</summary>
    private bool _isInString;
    private bool _hasUnclosed;

    /// <summary>Copies a line, expanding its macros; a comment or a call may carry it on over several lines.</summary>
    private void CopyLine()
    {
        byte[] bytes = _frame.Bytes;
        int start = _frame.Position;
        int run = start;
        int at = start;
        int lineStart = _output.Length;
        PpToken last = default;
        while (at < bytes.Length && bytes[at] != '\n')
        {
            PpScanner.CharacterClass kind = PpScanner.ClassOf(bytes[at]);
            if (kind == PpScanner.CharacterClass.Blank)
            {
                at++;
            }
            else if (kind == PpScanner.CharacterClass.Slash
                && PpScanner.SkipComment(bytes, at, out bool isClosed) is int after && after > at)
            {
                CopyAroundComment(run, at, isClosed);
                at = run = after;
            }
            else
            {
                int end = PpScanner.TokenEnd(bytes, at, out PpTokenKind token);
                if (token == PpTokenKind.Identifier && _macros.Find(bytes.AsSpan(at, end - at)) is Macro macro
                    && TryExpand(macro, run, last, at, end))
                {
                    at = run = _frame.Position;
                    last = default;
                    continue;
                }

                _hasUnclosed |= token == PpTokenKind.Unclosed;
                last = new(token, bytes, at, end - at);
                at = end;
            }
        }

        EndLine(start, run, at, lineStart);
    }

    /// <summary>Copies the rest of a line.</summary>
    /// <param name="start">Where the line begins in the file.</param>
    /// <param name="run">From where on it is not copied yet.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="lineStart">Where it begins in the output.</param>
    private void EndLine(int start, int run, int end, int lineStart)
    {
        CopyRun(run, Math.Min(end + 1, _frame.Bytes.Length));
        _edge = default;
        if (end >= _frame.Bytes.Length)
        {
            _output.Append((byte)'\n');
        }

        if (_hasUnclosed || _isInString)
        {
            _isInString = StringState.AtEnd(_output.Buffer.AsSpan(lineStart, _output.Length - lineStart), _isInString);
            _hasUnclosed = false;
            _nextStringLine = LineOf(start) + 1;
        }

        _frame.Position = end + 1;
    }

    private void CopyAroundComment(int run, int start, bool isClosed)
    {
        if (!isClosed)
        {
            _diagnostics.Add(SourceFileDiagnostics.UnclosedComment(_frame.Span(start, start + 2)));
        }

        CopyRun(run, start);
        _edge = default;
        _output.Append((byte)' ');
    }

    /// <summary>Expands a macro into the output, if it is used as one.</summary>
    /// <param name="macro">The macro.</param>
    /// <param name="run">From where on text before it is not copied yet.</param>
    /// <param name="last">The token before it.</param>
    /// <param name="start">Where its name begins.</param>
    /// <param name="end">Where its name ends.</param>
    private bool TryExpand(Macro macro, int run, PpToken last, int start, int end)
    {
        _frame.Position = end;
        if ((macro.IsFunctionLike || macro.BuiltIn == BuiltInMacro.Pragma) && !_frame.IsAtParenthesis())
        {
            return false;
        }

        if (run < start)
        {
            CopyRun(run, start);
            _edge = new() { Previous = last.Buffer is not null && last.Start + last.Length == start ? last : default };
        }

        Expand(macro, start, end, EndsWithBlank);
        return true;
    }

    private void Expand(Macro macro, int start, int end, bool hasSpaceBefore)
    {
        _expansion.Clear();
        var name = new PpToken(PpTokenKind.Identifier, _frame.Bytes, start, end - start)
        {
            HasSpaceBefore = hasSpaceBefore,
            Origin = start + 1,
        };
        _expander.Expand(macro, name, _expansion);
        SourceSpan use = _frame.Span(start, _frame.Position);
        _output.Map.Add(_output.Length, new MacroUse(use, macro.DisplayName, macro.Definition));
        if (_expander.Fault is not null)
        {
            _diagnostics.Add(_expander.Fault(use));
        }

        foreach (PpToken token in _expansion)
        {
            if (token.Kind == PpTokenKind.Padding)
            {
                _edge.Pass(token);
            }
            else
            {
                WriteToken(token);
            }
        }
    }

    private void WriteToken(PpToken token)
    {
        if (_edge.NeedsBlank(token) && !EndsWithBlank)
        {
            _output.Append((byte)' ');
        }

        _output.Append(token.Text);
        _hasUnclosed |= token.Kind == PpTokenKind.Unclosed;
        _edge = new() { Previous = token };
    }

    private bool EndsWithBlank => _output.Last is 0 or (byte)' ' or (byte)'\t' or (byte)'\n';

    /// <summary>Copies a part of the file. Spliced lines need a segment each.</summary>
    private void CopyRun(int start, int end)
    {
        if (start >= end)
        {
            return;
        }

        if (_edge.IsOpen)
        {
            CloseEdge(start);
        }

        BeginRun(start);
        for (int next = _frame.NextLine(start); next < end; next = _frame.NextLine(start))
        {
            _output.Append(_frame.Bytes.AsSpan(start, next - start));
            BeginRun(next);
            start = next;
        }

        _output.Append(_frame.Bytes.AsSpan(start, end - start));
    }

    /// <summary>Keeps the text at an offset apart from the expansion before it.</summary>
    private void CloseEdge(int start)
    {
        byte[] bytes = _frame.Bytes;
        bool isToken = PpScanner.ClassOf(bytes[start]) is not (PpScanner.CharacterClass.Blank or PpScanner.CharacterClass.LineEnd);
        if (isToken && _edge.NeedsBlank(PpScanner.Read(bytes, start, bytes.Length, false)) && !EndsWithBlank)
        {
            _output.Append((byte)' ');
        }

        _edge = default;
    }

    private void BeginRun(int start)
    {
        (int line, int column) = _frame.Locate(start);
        _output.Map.Add(_output.Length, _frame.PathNumber, line, column);
    }
}
