using System.Text;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Preprocessing;

internal sealed partial class Preprocessor
{
    private void Include(Directive directive)
    {
        (string? name, bool isQuoted, SourceSpan span) = ReadIncludeName(directive);
        _frame.Position = directive.End + 1;
        if (name is null)
        {
            _diagnostics.Add(PreprocessorDiagnostics.MalformedDirective(
                SpanOf(directive),
                directive.Word,
                "a file name in quotes or angle brackets"));
            return;
        }

        if (_isInArguments)
        {
            _diagnostics.Add(PreprocessorDiagnostics.IncludeInArguments(SpanOf(directive), directive.Word));
            return;
        }

        string? path = FindInclude(name, isQuoted, directive.Word == "include_next");
        if (path is null)
        {
            _diagnostics.AddMissing(span, name, isQuoted ? _frame.Inclusion.Path : null);
            return;
        }

        if (_once.Contains(path))
        {
            return;
        }

        if (directive.Word == "import")
        {
            _once.Add(path);
        }

        var inclusion = new Inclusion(path, _frame.Inclusion, span);
        if (inclusion.Depth > SourceFileTable.MaxInclusionDepth)
        {
            _diagnostics.Add(SourceFileDiagnostics.IncludesTooDeep(span, name, SourceFileTable.MaxInclusionDepth));
        }
        else if (_files.Open(inclusion) is byte[] bytes)
        {
            ProcessFile(inclusion, bytes);
        }
        else
        {
            _diagnostics.Add(_files.FaultOf(path, span, name));
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

        _directive = directive.Start + 1;
        List<PpToken> tokens = _expander.ExpandAll(TokensOf(directive));
        if (tokens.Count > 0 && tokens[0].Kind == PpTokenKind.Quoted && tokens[0].First == '"' && tokens[0].Length > 2)
        {
            return (Encoding.UTF8.GetString(tokens[0].Text[1..^1]), true, SpanOf(directive));
        }

        int close = tokens.FindIndex(static token => token.Is('>'));
        return tokens.Count > 2 && tokens[0].Is('<') && close > 0
            ? (string.Concat(tokens[1..close].Select(Spell)), false, SpanOf(directive))
            : (null, false, default);
    }

    private static string Spell(PpToken token) => (token.HasSpaceBefore ? " " : "") + Encoding.UTF8.GetString(token.Text);

    private string? FindInclude(string name, bool isQuoted, bool isNext) => isNext
        ? _files.FindNext(name, _frame.Inclusion.Path)
        : _files.Find(name, isQuoted ? _frame.Inclusion.Path : null);
}
