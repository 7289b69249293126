using System.Collections.Immutable;
using System.Text;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Preprocessing;

/// <summary>A C preprocessor for device tree sources: what <c>gcc -E -undef -x assembler-with-cpp</c> does to them.</summary>
/// <remarks>
/// Text without macros is copied as it stands. A line that begins with <c>#</c> and no known word is text:
/// <c>#address-cells = &lt;1&gt;;</c> is a property.
/// </remarks>
internal sealed partial class Preprocessor
{
    private readonly SourceFileTable _files;
    private readonly DiagnosticBag _diagnostics;
    private readonly MacroTable _macros = new();
    private readonly MacroExpander _expander;
    private readonly PreprocessedText _output;
    private readonly List<PpToken> _expansion = [];
    private readonly NamePool _words = new();
    private readonly HashSet<string> _once = new(StringComparer.Ordinal);
    private SourceFrame _frame = null!;

    /// <summary>Makes a preprocessor that writes into a text.</summary>
    /// <param name="files">The files that the source includes.</param>
    /// <param name="diagnostics">Takes the errors.</param>
    /// <param name="defines">Macros defined before the source begins: <c>NAME</c> or <c>NAME=value</c>.</param>
    /// <param name="undefines">Macros that are then removed again.</param>
    /// <param name="output">Takes the text.</param>
    public Preprocessor(
        SourceFileTable files,
        DiagnosticBag diagnostics,
        ImmutableArray<string> defines,
        ImmutableArray<string> undefines,
        PreprocessedText output)
    {
        (_files, _diagnostics, _output) = (files, diagnostics, output);
        _expander = new(_macros);
        foreach (string define in defines)
        {
            int equals = define.IndexOf('=', StringComparison.Ordinal);
            _macros.Predefine(equals < 0 ? define : define[..equals], equals < 0 ? "1" : define[(equals + 1)..]);
        }

        foreach (string name in undefines)
        {
            _macros.Remove(Encoding.UTF8.GetBytes(name));
        }
    }

    /// <summary>Preprocesses a file and all it includes.</summary>
    /// <param name="source">The file.</param>
    /// <param name="bytes">Its content.</param>
    public void Run(Inclusion source, byte[] bytes)
    {
        _diagnostics.Watch(_output.Map);
        ProcessFile(source, bytes);
        if (_output.IsCut)
        {
            _diagnostics.Add(SourceFileDiagnostics.InputTooLarge(SourceSpan.File(source.Path), source.Path));
        }
    }

    private void ProcessFile(Inclusion inclusion, byte[] bytes)
    {
        SourceFrame? includer = _frame;
        _frame = new(_files.Splice(inclusion.Path, bytes), inclusion, _output.Map.AddPath(inclusion.Path));
        while (_frame.Position < _frame.Bytes.Length)
        {
            ProcessLine();
        }

        BeginRun(_frame.Bytes.Length, default, false);
        foreach (Condition condition in _frame.Conditions)
        {
            _diagnostics.Add(PreprocessorDiagnostics.UnclosedCondition(condition.Span, condition.Directive));
        }

        _frame = includer!;
    }

    private void ProcessLine()
    {
        byte[] bytes = _frame.Bytes;
        int first = PpScanner.SkipBlanks(bytes, _frame.Position, acrossLines: false);
        if (first < bytes.Length && bytes[first] == '#' && TryDirective(first))
        {
            return;
        }

        if (_frame.IsActive)
        {
            CopyLine();
        }
        else
        {
            SkipLine();
        }
    }

    /// <summary>Copies a line, expanding its macros; a comment or a call may carry it on over several lines.</summary>
    private void CopyLine()
    {
        byte[] bytes = _frame.Bytes;
        int run = _frame.Position;
        int at = run;
        BeginRun(run, default, false);
        while (at < bytes.Length && bytes[at] != '\n')
        {
            switch (PpScanner.ClassOf(bytes[at]))
            {
                case PpScanner.CharacterClass.Letter:
                    int end = PpScanner.SkipName(bytes, at);
                    if (_macros.Find(bytes.AsSpan(at, end - at)) is Macro macro && TryExpand(macro, run, at, end))
                    {
                        at = run = _frame.Position;
                    }
                    else
                    {
                        at = end;
                    }

                    break;
                case PpScanner.CharacterClass.Digit:
                    at = PpScanner.SkipNumber(bytes, at);
                    break;
                case PpScanner.CharacterClass.Dot when at + 1 < bytes.Length
                    && PpScanner.ClassOf(bytes[at + 1]) == PpScanner.CharacterClass.Digit:
                    at = PpScanner.SkipNumber(bytes, at);
                    break;
                case PpScanner.CharacterClass.Quote:
                    at = PpScanner.SkipQuoted(bytes, at);
                    break;
                case PpScanner.CharacterClass.Slash when PpScanner.SkipComment(bytes, at, out bool isClosed) is int behind && behind > at:
                    CopyAroundComment(run, at, behind, isClosed);
                    at = run = behind;
                    break;
                default:
                    at++;
                    break;
            }
        }

        CopyRun(run, at);
        _output.Append((byte)'\n');
        _frame.Position = at + 1;
    }

    private void CopyAroundComment(int run, int start, int end, bool isClosed)
    {
        if (!isClosed)
        {
            _diagnostics.Add(SourceFileDiagnostics.UnclosedComment(_frame.Span(start, start + 2)));
        }

        CopyRun(run, start);
        _output.Append((byte)' ');
        BeginRun(end, default, false);
    }

    /// <summary>Expands a macro into the output, if it is used as one.</summary>
    /// <param name="macro">The macro.</param>
    /// <param name="run">From where on text before it is not copied yet.</param>
    /// <param name="start">Where its name begins.</param>
    /// <param name="end">Where its name ends.</param>
    private bool TryExpand(Macro macro, int run, int start, int end)
    {
        _frame.Position = end;
        if (macro.IsFunctionLike && !_frame.IsAtParenthesis())
        {
            return false;
        }

        CopyRun(run, start);
        _expander.Place = _frame.Span(start, end);
        _expansion.Clear();
        _expander.Expand(macro, new(PpTokenKind.Identifier, _frame.Bytes, start, end - start), _frame, _expansion);
        SourceSpan use = _frame.Span(start, _frame.Position);
        _output.Map.Add(_output.Length, new MacroUse(use, macro.DisplayName, macro.Definition));
        if (_expander.Fault is not null)
        {
            _diagnostics.Add(_expander.Fault(use));
        }

        WriteExpansion();
        return true;
    }

    private void WriteExpansion()
    {
        PpToken last = default;
        foreach (PpToken token in _expansion)
        {
            bool isNumber = last.Buffer is not null && last.Kind == PpTokenKind.Number;
            if (token.HasSpaceBefore || (token.IsAtEdge && PpScanner.RunTogether(_output.Last, isNumber, token.First)))
            {
                _output.Append((byte)' ');
            }

            _output.Append(token.Text);
            last = token;
        }

        BeginRun(_frame.Position, _output.Last, last.Buffer is not null && last.Kind == PpTokenKind.Number);
    }

    /// <summary>Copies a stretch of text that <see cref="BeginRun"/> began. Spliced lines need a segment each.</summary>
    private void CopyRun(int start, int end)
    {
        for (int next = _frame.NextLine(start); next < end; next = _frame.NextLine(start))
        {
            _output.Append(_frame.Bytes.AsSpan(start, next - start));
            BeginRun(next, default, false);
            start = next;
        }

        _output.Append(_frame.Bytes.AsSpan(start, end - start));
    }

    /// <summary>Begins a stretch of text that is copied, kept apart from what stands before it.</summary>
    private void BeginRun(int start, byte before, bool isNumber)
    {
        if (before != 0 && start < _frame.Bytes.Length && PpScanner.RunTogether(before, isNumber, _frame.Bytes[start]))
        {
            _output.Append((byte)' ');
        }

        (int line, int column) = _frame.Locate(start);
        _output.Map.Add(_output.Length, _frame.PathNumber, line, column);
    }

    /// <summary>Passes over a line that does not count; only a block comment carries it on.</summary>
    private void SkipLine()
    {
        ReadOnlySpan<byte> bytes = _frame.Bytes;
        int at = _frame.Position;
        while (at < bytes.Length && bytes[at] != '\n')
        {
            int special = bytes[at..].IndexOfAny("\n/\"'"u8);
            at = special < 0 ? bytes.Length : at + special;
            if (at < bytes.Length && bytes[at] == '/')
            {
                at = Math.Max(at + 1, PpScanner.SkipComment(bytes, at, out _));
            }
            else if (at < bytes.Length && bytes[at] != '\n')
            {
                at = PpScanner.SkipQuoted(bytes, at);
            }
        }

        _frame.Position = at + 1;
    }
}
