using Partition.DeviceTree.Source;

namespace Partition.DeviceTree.Syntax;

/// <summary>Makes tokens of bytes. <c>/include/</c> is done here: to the parser all files are one.</summary>
/// <param name="files">The files that the source includes.</param>
/// <param name="diagnostics">Takes the errors.</param>
/// <param name="acceptsMark">Whether a file may begin with a byte order mark, as gcc takes it.</param>
internal sealed partial class Lexer(SourceFileTable files, DiagnosticBag diagnostics, bool acceptsMark)
{
    private readonly Stack<(SourceBuffer Buffer, int Position)> _outer = new();
    private SourceBuffer _buffer = null!;
    private byte[] _bytes = [];
    private int _length;
    private int _position;
    private LexerMode _mode;
    private (SourceBuffer? Buffer, int Start, int End) _word;

    /// <summary>Begins to read a buffer.</summary>
    public void Open(SourceBuffer buffer)
    {
        (_buffer, _bytes, _length, _position) = (buffer, buffer.Bytes, buffer.Length, 0);
        if (buffer.Bytes.AsSpan(0, buffer.Length).StartsWith("\uFEFF"u8))
        {
            _position = 3;
            if (!acceptsMark)
            {
                diagnostics.Add(SyntaxDiagnostics.ByteOrderMark(buffer.Map.Span(0, 3)));
            }
        }
    }

    /// <summary>Reads the token at a place once more, as a name. The token must be the last one read.</summary>
    public Token RescanAsName(Token token)
    {
        _position = token.Start;
        _mode = LexerMode.Name;
        return Next();
    }

    /// <summary>Gives the end of an unclosed string back: reading goes on at a place in the token, as a name.</summary>
    /// <param name="position">An offset into the buffer of the last token read.</param>
    public Token RescanFrom(int position)
    {
        _position = position;
        _mode = LexerMode.Name;
        return Next();
    }

    /// <summary>Reads the next token.</summary>
    public Token Next()
    {
        while (true)
        {
            SkipBlanks();
            if (_position >= _length)
            {
                if (_outer.Count == 0)
                {
                    return Make(TokenKind.End, _length, _length);
                }

                (_buffer, _position) = _outer.Pop();
                (_bytes, _length) = (_buffer.Bytes, _buffer.Length);
            }
            else if (!TryIncludeOrLineMarker())
            {
                return ReadToken();
            }
        }
    }

    private Token Make(TokenKind kind, int start, int end, ulong value = 0)
    {
        _position = end;
        return new(kind, _buffer, start, end, value);
    }

    private Token ReadToken()
    {
        int start = _position;
        byte c = _bytes[start];
        switch (c)
        {
            case (byte)'"':
                return ReadString(start);
            case (byte)'&':
                return ReadReferenceOrOperator(start);
            case (byte)'/' when ReadKeyword(start) is Token keyword:
                return keyword;
            case (byte)'\'' when _mode == LexerMode.Value:
                return ReadCharacter(start);
        }

        return _mode switch
        {
            LexerMode.Name when Characters.IsName(c)
                || (c == '\\' && start + 1 < _length && Characters.IsName(_bytes[start + 1])) => ReadName(start),
            LexerMode.Bytes when Characters.IsHexDigit(c) || Characters.IsLetter(c) => ReadByte(start),
            LexerMode.Value when Characters.IsDigit(c) => ReadInteger(start),
            LexerMode.Value when Characters.IsLetter(c) => ReadWord(start),
            _ => ReadSymbol(start),
        };
    }

    private Token ReadSymbol(int start)
    {
        byte c = _bytes[start];
        if (c is 0 or >= 0x7F or < (byte)' ')
        {
            return ReadBadCharacters(start);
        }

        if (start + 1 < _length && Operators.IsPair(c, _bytes[start + 1]))
        {
            return Make(TokenKind.Operator, start, start + 2, (ulong)((c << 8) | _bytes[start + 1]));
        }

        _mode = c switch
        {
            (byte)'{' or (byte)';' => LexerMode.Name,
            (byte)'[' => LexerMode.Bytes,
            (byte)']' when _mode == LexerMode.Bytes => LexerMode.Value,
            _ => _mode,
        };
        return Make(TokenKind.Symbol, start, start + 1, c);
    }

    /// <summary>Takes all characters that belong nowhere as one fault; dtc would end the file here without a word.</summary>
    private Token ReadBadCharacters(int start)
    {
        int end = start;
        while (end < _length && (_bytes[end] is 0 or >= 0x7F or < (byte)' ') && !Characters.IsBlank(_bytes[end]))
        {
            end++;
        }

        diagnostics.Add(SyntaxDiagnostics.BadCharacter(_buffer.Map.Span(start, end), _bytes[start]));
        return Make(TokenKind.Bad, start, end);
    }

    private void SkipBlanks()
    {
        while (_position < _length)
        {
            byte c = _bytes[_position];
            if (Characters.IsBlank(c))
            {
                _position++;
            }
            else if (c != '/' || !TrySkipComment())
            {
                return;
            }
        }
    }

    private bool TrySkipComment()
    {
        ReadOnlySpan<byte> rest = _bytes.AsSpan(_position, _length - _position);
        if (rest.StartsWith("//"u8))
        {
            int end = rest.IndexOf((byte)'\n');
            _position = end < 0 ? _length : _position + end;
            return true;
        }

        if (!rest.StartsWith("/*"u8))
        {
            return false;
        }

        int close = rest[2..].IndexOf("*/"u8);
        if (close < 0)
        {
            diagnostics.Add(SourceFileDiagnostics.UnclosedComment(_buffer.Map.Span(_position, _position + 2)));
        }

        _position = close < 0 ? _length : _position + close + 4;
        return true;
    }
}
