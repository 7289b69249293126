using System.Globalization;
using System.Text;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Preprocessing;

internal sealed partial class Preprocessor
{
    /// <summary>Carries out the directive whose <c>#</c> stands at an offset.</summary>
    /// <returns><see langword="false"/> when the line is text.</returns>
    private bool TryDirective(int hash)
    {
        byte[] bytes = _frame.Bytes;
        int start = PpScanner.SkipBlanks(bytes, hash + 1, acrossLines: false);
        int end = PpScanner.SkipName(bytes, start);
        string word = end - start is 0 or > 12 ? "" : _words.Get(bytes.AsSpan(start, end - start));
        var directive = new Directive(word, hash, end, LogicalLineEnd(end));

        // Conditions count in text that does not.
        switch (word)
        {
            case "if" or "ifdef" or "ifndef":
                OpenCondition(directive);
                break;
            case "elif" or "elifdef" or "elifndef" or "else" or "endif":
                ContinueCondition(directive);
                break;
            default:
                if (_frame.IsActive && !TryPlainDirective(directive))
                {
                    return false;
                }

                break;
        }

        // An #include has moved on to its own end already, and so has an unclosed comment.
        _frame.Position = Math.Max(_frame.Position, directive.End + 1);
        return true;
    }

    private bool TryPlainDirective(Directive directive)
    {
        switch (directive.Word)
        {
            case "define":
                Define(directive);
                return true;
            case "undef":
                Undefine(directive);
                return true;
            case "include" or "include_next" or "import":
                Include(directive);
                return true;
            case "error":
                _diagnostics.Add(PreprocessorDiagnostics.ErrorDirective(SpanOf(directive), TextOf(directive)));
                return true;
            case "warning":
                _diagnostics.Add(PreprocessorDiagnostics.WarningDirective(SpanOf(directive), TextOf(directive)));
                return true;
            case "line":
                SetLine(directive);
                return true;
            case "pragma":
                Obey(TokensOf(directive), SpanOf(directive));
                return true;
            case "ident" or "sccs":
                return true;
            default:
                // A lone '#' is a directive too, and does nothing.
                return directive.Word.Length == 0
                    && _frame.Bytes.AsSpan(directive.Start + 1, directive.End - directive.Start - 1).IndexOfAnyExcept(" \t"u8) < 0;
        }
    }

    /// <summary>Where a directive's line ends; a block comment carries it on.</summary>
    private int LogicalLineEnd(int at)
    {
        ReadOnlySpan<byte> bytes = _frame.Bytes;
        while (at < bytes.Length && bytes[at] != '\n')
        {
            int special = bytes[at..].IndexOfAny("\n/\"'"u8);
            at = special < 0 ? bytes.Length : at + special;
            if (at < bytes.Length && bytes[at] == '/')
            {
                int start = at;
                at = Math.Max(at + 1, PpScanner.SkipComment(bytes, at, out bool isClosed));
                if (!isClosed && _frame.IsActive)
                {
                    _diagnostics.Add(SourceFileDiagnostics.UnclosedComment(_frame.Span(start, start + 2)));
                }
            }
            else if (at < bytes.Length && bytes[at] != '\n')
            {
                at = PpScanner.SkipQuoted(bytes, at);
            }
        }

        return at;
    }

    private SourceSpan SpanOf(Directive directive) =>
        _frame.Span(
            directive.Start,
            directive.Start + 1 + _frame.Bytes.AsSpan(directive.Start + 1, directive.End - directive.Start - 1).TrimEnd(" \t\n"u8).Length);

    private string TextOf(Directive directive) => _frame.Show(directive.Body, directive.End).Trim();

    private List<PpToken> TokensOf(Directive directive) => PpScanner.ReadAll(_frame.Bytes, directive.Body, directive.End);

    private SourceSpan SpanOf(PpToken token) => _frame.Span(token.Start, token.Start + token.Length);

    private void SetLine(Directive directive)
    {
        List<PpToken> tokens = _expander.ExpandAll(TokensOf(directive));
        bool hasName = tokens.Count > 1;
        bool isValid = tokens.Count > 0
            && int.TryParse(tokens[0].Text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && (!hasName || (tokens[1].Kind == PpTokenKind.Quoted && tokens[1].First == '"'));
        if (!isValid)
        {
            _diagnostics.Add(PreprocessorDiagnostics.MalformedDirective(
                SpanOf(directive),
                directive.Word,
                "a line number, and a file name in quotes after it"));
            return;
        }

        int line = int.Parse(tokens[0].Text, NumberStyles.None, CultureInfo.InvariantCulture);
        _frame.LineShift = 0;
        (int physical, _) = _frame.Locate(Math.Min(directive.End, Math.Max(0, _frame.Bytes.Length - 1)));
        _frame.LineShift = line - physical - 1;
        if (hasName)
        {
            _frame.Path = Encoding.UTF8.GetString(Escapes.Unquote(tokens[1].Text));
            _frame.PathNumber = _output.Map.AddPath(_frame.Path);
        }
    }

    /// <summary>A directive as it lies in its file: its <c>#</c>, what follows its word, and its end.</summary>
    private readonly record struct Directive(string Word, int Start, int Body, int End);
}
