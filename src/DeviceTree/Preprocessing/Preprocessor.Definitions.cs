using System.Text;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Preprocessing;

internal sealed partial class Preprocessor
{
    private void Undefine(Directive directive)
    {
        List<PpToken> tokens = TokensOf(directive);
        if (tokens.Count == 0 || tokens[0].Kind != PpTokenKind.Identifier)
        {
            _diagnostics.Add(PreprocessorDiagnostics.MalformedDirective(SpanOf(directive), directive.Word, "the name of a macro"));
        }
        else if (!IsReserved(directive, tokens[0].Text))
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
        if (IsReserved(directive, name))
        {
            return;
        }

        SourceSpan span = _frame.Span(start, end);
        bool isVariadic = false;
        List<byte[]>? parameters = null;
        if (end < directive.End && bytes[end] == '(')
        {
            parameters = ReadParameters(directive, ref end, out isVariadic);
            if (parameters is null)
            {
                _diagnostics.Add(PreprocessorDiagnostics.MalformedDirective(
                    span,
                    directive.Word,
                    "a list of different parameter names that ends with ')'"));
                return;
            }
        }

        if (HasStrayPaste(end, directive.End))
        {
            _diagnostics.Add(PreprocessorDiagnostics.StrayPaste(span, Encoding.Latin1.GetString(name)));
            return;
        }

        var macro = new Macro(name, bytes, end, directive.End) { Parameters = parameters, IsVariadic = isVariadic, Definition = span };
        if (isVariadic && bytes.AsSpan(end, directive.End - end).IndexOf("__VA_OPT__"u8) >= 0 && macro.Body.Fault is string fault)
        {
            _diagnostics.Add(PreprocessorDiagnostics.MalformedOptional(span, macro.DisplayName, fault));
            return;
        }

        if (_macros.Find(name) is Macro first && !first.IsSameAs(macro))
        {
            _diagnostics.Add(PreprocessorDiagnostics.MacroRedefined(span, Encoding.Latin1.GetString(name), first.Definition));
        }

        _macros.Define(macro);
    }

    /// <summary>Whether a directive would define or remove the operator of conditions.</summary>
    private bool IsReserved(Directive directive, ReadOnlySpan<byte> name)
    {
        bool isReserved = name.SequenceEqual("defined"u8);
        if (isReserved)
        {
            _diagnostics.Add(PreprocessorDiagnostics.MalformedDirective(
                SpanOf(directive),
                directive.Word,
                "the name of a macro, which 'defined' cannot be,"));
        }

        return isReserved;
    }

    private bool HasStrayPaste(int start, int end)
    {
        if (_frame.Bytes.AsSpan(start, end - start).IndexOf("##"u8) < 0)
        {
            return false;
        }

        List<PpToken> tokens = PpScanner.ReadAll(_frame.Bytes, start, end);
        return tokens.Count > 0 && (tokens[0].Is("##"u8) || tokens[^1].Is("##"u8));
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

            byte[] name = isNamed ? tokens[i].Text.ToArray() : "__VA_ARGS__"u8.ToArray();
            if (parameters.Exists(other => other.AsSpan().SequenceEqual(name)))
            {
                return null;
            }

            parameters.Add(name);
            i += (isNamed ? 1 : 0) + (isVariadic ? 1 : 0);
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
        at < tokens.Count && tokens[at].Is("..."u8);
}
