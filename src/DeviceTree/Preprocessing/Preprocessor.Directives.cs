using System.Globalization;
using System.Text;
using Partition.DeviceTree.Text;

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
        if (_frame.IsActive && TryLineMarker(hash, start))
        {
            return true;
        }

        string word = end - start is 0 or > 12 ? "" : Encoding.Latin1.GetString(bytes, start, end - start);
        var directive = new Directive(word, hash, end, LogicalLineEnd(end));

        // Conditions count in text that does not.
        switch (word)
        {
            case "if" or "ifdef" or "ifndef":
                OpenCondition(directive);
                break;
            case "elif" or "else" or "endif":
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
            case "include":
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
                if (TextOf(directive) == "once")
                {
                    _once.Add(_frame.Inclusion.Path);
                }

                return true;
            default:
                // A lone '#' is a directive too, and does nothing.
                return directive.Word.Length == 0 && _frame.Bytes.AsSpan(directive.Start + 1, directive.End - directive.Start - 1).IndexOfAnyExcept(" \t"u8) < 0;
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
        _frame.Span(directive.Start, directive.Start + 1 + _frame.Bytes.AsSpan(directive.Start + 1, directive.End - directive.Start - 1).TrimEnd(" \t\n"u8).Length);

    private string TextOf(Directive directive) => _frame.Show(directive.Body, directive.End).Trim();

    private List<PpToken> TokensOf(Directive directive) => PpScanner.ReadAll(_frame.Bytes, directive.Body, directive.End);

    private SourceSpan SpanOf(PpToken token) => _frame.Span(token.Start, token.Start + token.Length);

    private void Undefine(Directive directive)
    {
        List<PpToken> tokens = TokensOf(directive);
        if (tokens.Count == 0 || tokens[0].Kind != PpTokenKind.Identifier)
        {
            _diagnostics.Add(PreprocessorDiagnostics.MalformedDirective(SpanOf(directive), directive.Word, "the name of a macro"));
        }
        else
        {
            _macros.Remove(tokens[0].Text);
        }
    }

    private void Define(Directive directive)
    {
        byte[] bytes = _frame.Bytes;
        int start = PpScanner.SkipBlanks(bytes, directive.Body, acrossLines: false);
        if (start >= directive.End || PpScanner.ClassOf(bytes[start]) != PpScanner.CharacterClass.Letter)
        {
            _diagnostics.Add(PreprocessorDiagnostics.MalformedDirective(SpanOf(directive), directive.Word, "the name of a macro"));
            return;
        }

        int end = PpScanner.SkipName(bytes, start);
        byte[] name = bytes.AsSpan(start, end - start).ToArray();
        SourceSpan span = _frame.Span(start, end);
        bool isVariadic = false;
        List<byte[]>? parameters = null;
        if (end < directive.End && bytes[end] == '(')
        {
            parameters = ReadParameters(directive, ref end, out isVariadic);
            if (parameters is null)
            {
                _diagnostics.Add(PreprocessorDiagnostics.MalformedDirective(span, directive.Word, "a list of parameter names that ends with ')'"));
                return;
            }
        }

        if (HasStrayPaste(end, directive.End))
        {
            _diagnostics.Add(PreprocessorDiagnostics.StrayPaste(span, Encoding.Latin1.GetString(name)));
            return;
        }

        var macro = new Macro(name, bytes, end, directive.End) { Parameters = parameters, IsVariadic = isVariadic, Definition = span };
        if (_macros.Find(name) is Macro first && !first.IsSameAs(macro))
        {
            _diagnostics.Add(PreprocessorDiagnostics.MacroRedefined(span, Encoding.Latin1.GetString(name), first.Definition));
        }

        _macros.Define(macro);
    }

    private bool HasStrayPaste(int start, int end)
    {
        ReadOnlySpan<byte> body = _frame.Bytes.AsSpan(start, end - start).Trim(" \t"u8);
        return body.StartsWith("##"u8) || body.EndsWith("##"u8);
    }

    private List<byte[]>? ReadParameters(Directive directive, ref int at, out bool isVariadic)
    {
        isVariadic = false;
        List<PpToken> tokens = PpScanner.ReadAll(_frame.Bytes, at + 1, directive.End);
        List<byte[]> parameters = [];
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Is(')') && parameters.Count == 0)
            {
                at = tokens[i].Start + 1;
                return parameters;
            }

            bool isNamed = tokens[i].Kind == PpTokenKind.Identifier;
            isVariadic = IsEllipsis(tokens, isNamed ? i + 1 : i);
            if (!isNamed && !isVariadic)
            {
                return null;
            }

            parameters.Add(isNamed ? tokens[i].Text.ToArray() : "__VA_ARGS__"u8.ToArray());
            i += (isNamed ? 1 : 0) + (isVariadic ? 3 : 0);
            if (i < tokens.Count && tokens[i].Is(')'))
            {
                at = tokens[i].Start + 1;
                return parameters;
            }

            if (i >= tokens.Count || !tokens[i].Is(',') || isVariadic)
            {
                return null;
            }
        }

        return null;
    }

    private static bool IsEllipsis(List<PpToken> tokens, int at) =>
        at + 2 < tokens.Count && tokens[at].Is('.') && tokens[at + 1].Is('.') && tokens[at + 2].Is('.');

    private void Include(Directive directive)
    {
        (string? name, bool isQuoted, SourceSpan span) = ReadIncludeName(directive);
        _frame.Position = directive.End + 1;
        if (name is null)
        {
            _diagnostics.Add(PreprocessorDiagnostics.MalformedDirective(SpanOf(directive), directive.Word, "a file name in quotes or angle brackets"));
            return;
        }

        string? path = _files.Find(name, isQuoted ? _frame.Inclusion.Path : null);
        if (path is null)
        {
            _files.AnyMissing = true;
            _diagnostics.Add(SourceFileDiagnostics.IncludeNotFound(span, name, _options.IncludeDirectories.Length));
            return;
        }

        if (_once.Contains(path))
        {
            return;
        }

        var inclusion = new Inclusion(path, _frame.Inclusion, span);
        if (inclusion.Depth > SourceFileTable.DeepestInclusion)
        {
            _diagnostics.Add(SourceFileDiagnostics.IncludesTooDeep(span, name, SourceFileTable.DeepestInclusion));
        }
        else if (_files.Open(inclusion) is byte[] bytes)
        {
            ProcessFile(inclusion, bytes);
        }
        else
        {
            _diagnostics.Add(SourceFileDiagnostics.InputTooLarge(span, name));
        }
    }

    private (string? Name, bool IsQuoted, SourceSpan Span) ReadIncludeName(Directive directive)
    {
        byte[] bytes = _frame.Bytes;
        int start = PpScanner.SkipBlanks(bytes, directive.Body, acrossLines: false);
        ReadOnlySpan<byte> text = bytes.AsSpan(start, Math.Max(0, directive.End - start));
        if (!text.IsEmpty && text[0] is (byte)'"' or (byte)'<')
        {
            int length = text[1..].IndexOf(text[0] == '"' ? (byte)'"' : (byte)'>');
            return length < 0
                ? (null, false, default)
                : (Encoding.UTF8.GetString(text.Slice(1, length)), text[0] == '"', _frame.Span(start, start + length + 2));
        }

        _expander.Place = SpanOf(directive);
        List<PpToken> tokens = _expander.ExpandAll(TokensOf(directive));
        if (tokens.Count > 0 && tokens[0].Kind == PpTokenKind.Quoted && tokens[0].Length > 2)
        {
            return (Encoding.UTF8.GetString(tokens[0].Text[1..^1]), true, SpanOf(directive));
        }

        int close = tokens.FindIndex(static token => token.Is('>'));
        return tokens.Count > 2 && tokens[0].Is('<') && close > 0
            ? (string.Concat(tokens[1..close].Select(static token => Encoding.UTF8.GetString(token.Text))), false, SpanOf(directive))
            : (null, false, default);
    }

    /// <summary>Takes <c># 12 "file" 1</c>, as another preprocessor leaves it, for a <c>#line</c>.</summary>
    private bool TryLineMarker(int hash, int start)
    {
        byte[] bytes = _frame.Bytes;
        if (start >= bytes.Length || PpScanner.ClassOf(bytes[start]) != PpScanner.CharacterClass.Digit)
        {
            return false;
        }

        int end = LogicalLineEnd(start);
        List<PpToken> tokens = PpScanner.ReadAll(bytes, start, end);
        bool isMarker = tokens.Count >= 2 && tokens[1].Kind == PpTokenKind.Quoted && tokens[2..].TrueForAll(static token => token.Kind == PpTokenKind.Number);
        if (isMarker)
        {
            SetLine(new("line", hash, start, end));
            _frame.Position = end + 1;
        }

        return isMarker;
    }

    private void SetLine(Directive directive)
    {
        List<PpToken> tokens = _expander.ExpandAll(TokensOf(directive));
        bool hasName = tokens.Count > 1;
        bool isValid = tokens.Count > 0
            && int.TryParse(tokens[0].Text, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && (!hasName || (tokens[1].Kind == PpTokenKind.Quoted && tokens[1].Length >= 2));
        if (!isValid)
        {
            _diagnostics.Add(PreprocessorDiagnostics.MalformedDirective(SpanOf(directive), directive.Word, "a line number, and a file name in quotes after it"));
            return;
        }

        int line = int.Parse(tokens[0].Text, NumberStyles.None, CultureInfo.InvariantCulture);
        _frame.LineShift = 0;
        (int physical, _) = _frame.Locate(Math.Min(directive.End, Math.Max(0, _frame.Bytes.Length - 1)));
        _frame.LineShift = line - physical - 1;
        if (hasName)
        {
            _frame.Path = Encoding.UTF8.GetString(tokens[1].Text[1..^1]);
            _frame.PathNumber = _output.Map.AddPath(_frame.Path);
        }
    }

    /// <summary>A directive as it lies in its file: its <c>#</c>, what follows its word, and its end.</summary>
    private readonly record struct Directive(string Word, int Start, int Body, int End);
}
