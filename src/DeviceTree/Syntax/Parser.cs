using System.Text;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Syntax;

/// <summary>Makes a syntax tree of tokens. It goes on behind every fault, and always moves at least one token.</summary>
internal sealed partial class Parser
{
    /// <summary>How deeply nodes may be nested; libfdt, which reads the result, gives up at 64.</summary>
    public const int MaxNodeDepth = 256;

    private readonly Lexer _lexer;
    private readonly SourceFileTable _files;
    private readonly DiagnosticBag _diagnostics;
    private readonly NamePool _names = new();
    private readonly DocumentSyntax _document = new();
    private Token _token;
    private Token _previous;
    private Token _reported;

    /// <summary>Makes a parser that stands at the first token of a lexer.</summary>
    public Parser(Lexer lexer, SourceFileTable files, DiagnosticBag diagnostics)
    {
        (_lexer, _files, _diagnostics) = (lexer, files, diagnostics);
        _token = _previous = lexer.Next();
    }

    /// <summary>Parses a whole source.</summary>
    public DocumentSyntax ParseDocument()
    {
        ParseHeaders();
        bool hasNodes = false;
        while (_token.Kind != TokenKind.End)
        {
            Token start = _token;
            ParseStatement(hasNodes);
            hasNodes |= start.Kind != TokenKind.MemoryReserve && _document.Statements.Count > 0;
        }

        if (_document.Statements.Count == 0 && !_diagnostics.HasErrors)
        {
            Report(SyntaxDiagnostics.Expected(_token.Span, "the root node, '/ { };'", Describe(_token)));
        }

        return _document;
    }

    private void Advance()
    {
        _previous = _token;
        _token = _lexer.Next();
    }

    private void Report(Diagnostic diagnostic) => _diagnostics.Add(diagnostic);

    private bool Take(char symbol)
    {
        bool isThere = _token.Is(symbol);
        if (isThere)
        {
            Advance();
        }

        return isThere;
    }

    private string TextOf(Token token) => _names.Get(token.Text);

    private string LabelOf(Token token) => _names.Get(token.Text[..^1]);

    /// <summary>What a reference names: the label without <c>&amp;</c>, the path without <c>&amp;{}</c>.</summary>
    private string ReferenceOf(Token token) =>
        _names.Get(token.Kind == TokenKind.LabelReference ? token.Text[1..] : token.Text[2..^1]);

    private static string Describe(Token token)
    {
        const int MaxShownLength = 40;
        if (token.Kind == TokenKind.End)
        {
            return "the end of the file";
        }

        string text = Encoding.UTF8.GetString(token.Text);
        int end = text.AsSpan().IndexOfAny('\r', '\n');
        text = end >= 0 ? text[..end] + "…" : text;
        return text.Length <= MaxShownLength ? $"'{text}'" : $"'{text[..MaxShownLength]}…'";
    }

    private void ReportExpected(string expected)
    {
        // What is bad was reported when it was read, and a token is wrong in one way only.
        bool isReported = _reported.Kind == _token.Kind && _reported.Start == _token.Start && _reported.Buffer == _token.Buffer;
        if (_token.Kind != TokenKind.Bad && !isReported)
        {
            _reported = _token;
            Report(SyntaxDiagnostics.Expected(_token.Span, expected, Describe(_token)));
        }
    }

    private void ParseHeaders()
    {
        if (_token.Kind != TokenKind.Version)
        {
            SourceSpan span = _token.Span;
            Report(SyntaxDiagnostics.MissingVersion(span));
        }

        for (bool isFirst = true; _token.Kind == TokenKind.Version; isFirst = false)
        {
            SourceSpan span = _token.Span;
            Advance();
            ExpectSemicolon();
            bool isPlugin = _token.Kind == TokenKind.Plugin;
            if (isPlugin)
            {
                Advance();
                ExpectSemicolon();
            }

            if (!isFirst && isPlugin != _document.IsPlugin)
            {
                Report(SyntaxDiagnostics.HeadersDiffer(span));
            }

            _document.IsPlugin |= isPlugin;
        }
    }

    /// <summary>Takes a semicolon. A missing one is reported behind the token before it, and reading goes on as if it were there.</summary>
    private void ExpectSemicolon()
    {
        if (Take(';'))
        {
            return;
        }

        if (_token.Kind == TokenKind.Bad)
        {
            SkipStatement();
            return;
        }

        if (RepairUnclosedString())
        {
            return;
        }

        SourceSpan before = _previous.Span;
        SourceSpan found = _token.Span;
        bool isOnLaterLine = before.Path != found.Path || found.StartLine > before.EndLine;
        bool endsBlock = _token.Is('}') || _token.Kind == TokenKind.End;
        if (isOnLaterLine || endsBlock || _previous.Is('}') || StartsStatement())
        {
            if (_previous.Kind != TokenKind.Bad)
            {
                Report(SyntaxDiagnostics.MissingSemicolon(SourceSpans.After(before), Describe(_previous)));
            }

            if (!endsBlock && _token.Kind is TokenKind.Word or TokenKind.Integer or TokenKind.Symbol)
            {
                _token = _lexer.RescanAsName(_token);
            }
        }
        else
        {
            ReportExpected("';'");
            SkipStatement();
        }
    }

    private bool StartsStatement() => _token.Kind is TokenKind.DeleteNode or TokenKind.DeleteProperty or TokenKind.OmitIfNoReference
        or TokenKind.Version or TokenKind.MemoryReserve or TokenKind.Label;

    /// <summary>If a string that ran over its line's end stands before the fault, its quote is what is missing.</summary>
    private bool RepairUnclosedString()
    {
        int lineEnd = _previous.Kind == TokenKind.String ? _previous.Text.IndexOf((byte)'\n') : -1;
        if (lineEnd < 0 || _previous.Buffer != _token.Buffer)
        {
            return false;
        }

        Report(SyntaxDiagnostics.UnclosedString(_previous.Buffer.Map.Span(_previous.Start, _previous.Start + 1)));
        _token = _lexer.RescanFrom(_previous.Start + lineEnd);
        return true;
    }

    /// <summary>Passes over the rest of a statement with its semicolon, or up to the brace that ends the node around it.</summary>
    private void SkipStatement()
    {
        int depth = 0;
        while (_token.Kind != TokenKind.End)
        {
            if (_token.Kind == TokenKind.Label)
            {
                _document.PassedLabels.Add(LabelOf(_token));
            }

            if (depth == 0 && _token.Is('}'))
            {
                return;
            }

            depth += _token.Is('{') ? 1 : _token.Is('}') ? -1 : 0;
            bool isDone = depth == 0 && _token.Is(';');
            Advance();
            if (isDone)
            {
                return;
            }
        }
    }
}
