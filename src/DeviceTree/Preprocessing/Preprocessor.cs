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
internal sealed partial class Preprocessor : ITokenFeed
{
    private readonly SourceFileTable _files;
    private readonly DiagnosticBag _diagnostics;
    private readonly MacroTable _macros = new();
    private readonly MacroExpander _expander;
    private readonly PreprocessedText _output;
    private readonly DateTimeOffset? _date;
    private readonly List<PpToken> _expansion = [];
    private readonly NamePool _words = new();
    private readonly HashSet<string> _once = new(StringComparer.Ordinal);
    private SourceFrame _frame = null!;
    private Inclusion _base = null!;
    private bool _isInArguments;

    /// <summary>Makes a preprocessor that writes into a text.</summary>
    /// <param name="files">The files that the source includes.</param>
    /// <param name="diagnostics">Takes the errors.</param>
    /// <param name="output">Takes the text.</param>
    /// <param name="defines">The macros that are defined before the source begins.</param>
    /// <param name="undefines">The macros that are not.</param>
    /// <param name="date">The date of <c>__DATE__</c> and <c>__TIME__</c>.</param>
    public Preprocessor(
        SourceFileTable files,
        DiagnosticBag diagnostics,
        PreprocessedText output,
        ImmutableArray<string> defines,
        ImmutableArray<string> undefines,
        DateTimeOffset? date)
    {
        (_files, _diagnostics, _output, _date) = (files, diagnostics, output, date);
        _expander = new(_macros, this);
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
        _base = source;
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
        _frame.Position = _frame.Bytes.AsSpan().StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0; // As gcc does, in each file.
        while (_frame.Position < _frame.Bytes.Length)
        {
            ProcessLine();
        }

        BeginRun(_frame.Bytes.Length);
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

        if (_frame.IsActive && _isInString)
        {
            CopyStringLine();
        }
        else if (_frame.IsActive)
        {
            CopyLine();
        }
        else
        {
            SkipLine();
        }
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
