using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Syntax;

internal sealed partial class Lexer
{
    /// <summary>Reads a string up to its closing quote, over line ends if need be.</summary>
    private Token ReadString(int start)
    {
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(0, _length);
        int at = start + 1;
        while (true)
        {
            int special = bytes[at..].IndexOfAny((byte)'"', (byte)'\\');
            at = special < 0 ? _length : at + special;
            if (at >= _length || (bytes[at] == '\\' && at + 1 >= _length))
            {
                return UnclosedString(start);
            }

            if (bytes[at] == '"')
            {
                return Make(TokenKind.String, start, at + 1);
            }

            if (bytes[at + 1] == '\n')
            {
                diagnostics.Add(SyntaxDiagnostics.SplicedString(_buffer.Map.Span(at, at + 1)));
            }

            at += 2;
        }
    }

    /// <summary>Ends a string that has no closing quote at the end of its line.</summary>
    private Token UnclosedString(int start)
    {
        diagnostics.Add(SyntaxDiagnostics.UnclosedString(_buffer.Map.Span(start, start + 1)));
        int lineEnd = _bytes.AsSpan(start, _length - start).IndexOf((byte)'\n');
        return Make(TokenKind.Bad, start, lineEnd < 0 ? _length : start + lineEnd);
    }

    /// <summary>Reads a character literal. Unlike dtc's, it ends at the first quote that no backslash escapes.</summary>
    private Token ReadCharacter(int start)
    {
        int at = start + 1;
        while (at < _length && _bytes[at] is not ((byte)'\'' or (byte)'\n'))
        {
            at += _bytes[at] == '\\' && at + 1 < _length && _bytes[at + 1] != '\n' ? 2 : 1;
        }

        if (at >= _length || _bytes[at] != '\'')
        {
            diagnostics.Add(SyntaxDiagnostics.UnclosedCharacter(_buffer.Map.Span(start, start + 1)));
            return Make(TokenKind.Integer, start, Math.Min(at, _length));
        }

        List<byte> value = [];
        bool isValid = Escapes.TryUnescape(_bytes.AsSpan(start + 1, at - start - 1), value);
        if (!isValid || value.Count != 1)
        {
            SourceSpan span = _buffer.Map.Span(start, at + 1);
            diagnostics.Add(isValid ? SyntaxDiagnostics.CharacterLength(span, value.Count) : SyntaxDiagnostics.BadEscape(span));
        }

        return Make(TokenKind.Integer, start, at + 1, value.Count == 0 ? 0u : value[0]);
    }
}
