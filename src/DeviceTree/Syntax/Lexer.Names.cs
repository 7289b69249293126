using System.Text;
using Partition.DeviceTree.Source;

namespace Partition.DeviceTree.Syntax;

internal sealed partial class Lexer
{
    private static readonly (byte[] Word, TokenKind Kind, LexerMode Mode)[] Keywords =
    [
        ("/dts-v1/"u8.ToArray(), TokenKind.Version, LexerMode.Value),
        ("/plugin/"u8.ToArray(), TokenKind.Plugin, LexerMode.Value),
        ("/memreserve/"u8.ToArray(), TokenKind.MemoryReserve, LexerMode.Value),
        ("/bits/"u8.ToArray(), TokenKind.Bits, LexerMode.Value),
        ("/delete-property/"u8.ToArray(), TokenKind.DeleteProperty, LexerMode.Name),
        ("/delete-node/"u8.ToArray(), TokenKind.DeleteNode, LexerMode.Name),
        ("/omit-if-no-ref/"u8.ToArray(), TokenKind.OmitIfNoReference, LexerMode.Name),
        ("/incbin/"u8.ToArray(), TokenKind.IncludeBinary, LexerMode.Value),
    ];

    private Token? ReadKeyword(int start)
    {
        ReadOnlySpan<byte> rest = _bytes.AsSpan(start, _length - start);
        if (rest.Length < 2 || !Characters.IsLetter(rest[1]))
        {
            return null;
        }

        foreach ((byte[] word, TokenKind kind, LexerMode mode) in Keywords)
        {
            if (rest.StartsWith(word))
            {
                _mode = mode;
                return Make(kind, start, start + word.Length);
            }
        }

        return null;
    }

    /// <summary>Reads a name, or a label when a colon follows at once.</summary>
    private Token ReadName(int start)
    {
        int end = start + (_bytes[start] == '\\' ? 1 : 0);
        bool isWord = Characters.IsLetter(_bytes[start]);
        while (end < _length && Characters.IsName(_bytes[end]))
        {
            isWord &= Characters.IsWord(_bytes[end]);
            end++;
        }

        if (isWord && end < _length && _bytes[end] == ':')
        {
            return Make(TokenKind.Label, start, end + 1);
        }

        _mode = LexerMode.Value;
        return Make(TokenKind.Name, start, end);
    }

    private Token ReadWord(int start)
    {
        int end = SkipWord(start);
        return end < _length && _bytes[end] == ':' ? Make(TokenKind.Label, start, end + 1) : Make(TokenKind.Word, start, end);
    }

    private int SkipWord(int at)
    {
        while (at < _length && Characters.IsWord(_bytes[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>Where the word ends that a place is in. Bytes without blanks are one word, which is looked at once.</summary>
    private int WordEnd(int at)
    {
        if (at < _word.Start || at >= _word.End || _word.Buffer != _buffer)
        {
            _word = (_buffer, at, SkipWord(at));
        }

        return _word.End;
    }

    private Token ReadByte(int start)
    {
        int wordEnd = Characters.IsLetter(_bytes[start]) ? WordEnd(start) : start;
        if (wordEnd > start && wordEnd < _length && _bytes[wordEnd] == ':')
        {
            return Make(TokenKind.Label, start, wordEnd + 1);
        }

        if (start + 1 < _length && Characters.IsHexDigit(_bytes[start]) && Characters.IsHexDigit(_bytes[start + 1]))
        {
            int value = (Characters.HexValue(_bytes[start]) << 4) | Characters.HexValue(_bytes[start + 1]);
            return Make(TokenKind.Byte, start, start + 2, (ulong)value);
        }

        int end = Math.Max(start + 1, WordEnd(start));
        diagnostics.Add(SyntaxDiagnostics.BadByte(_buffer.Map.Span(start, end), Encoding.Latin1.GetString(_bytes, start, end - start)));
        return Make(TokenKind.Bad, start, end);
    }

    private Token ReadReferenceOrOperator(int start)
    {
        int next = start + 1;
        if (next < _length && Characters.IsLetter(_bytes[next]))
        {
            return Make(TokenKind.LabelReference, start, SkipWord(next));
        }

        if (next >= _length || _bytes[next] != '{')
        {
            return ReadSymbol(start);
        }

        int end = next + 1;
        while (end < _length && Characters.IsPath(_bytes[end]))
        {
            end++;
        }

        bool isClosed = end < _length && _bytes[end] == '}';
        if (!isClosed || end == next + 1)
        {
            end = isClosed ? end + 1 : end;
            diagnostics.Add(SyntaxDiagnostics.BadPathReference(_buffer.Map.Span(start, end)));
            return Make(TokenKind.Bad, start, end);
        }

        return Make(TokenKind.PathReference, start, end + 1);
    }
}
