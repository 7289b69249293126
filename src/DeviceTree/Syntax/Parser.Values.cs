using System.Text;

namespace Partition.DeviceTree.Syntax;

internal sealed partial class Parser
{
    private readonly ValueBuilder _value = new();

    private PropertyValue ParseValue()
    {
        _value.Clear();
        do
        {
            ParseValueLabels();
            if (!TryParseValuePart())
            {
                break;
            }

            ParseValueLabels();
        }
        while (Take(','));
        return _value.ToValue();
    }

    private void ParseValueLabels()
    {
        while (_token.Kind == TokenKind.Label)
        {
            _value.Mark(ValueMarkerKind.Label, LabelOf(_token), _token.Span);
            Advance();
        }
    }

    private bool TryParseValuePart()
    {
        switch (_token.Kind)
        {
            case TokenKind.String:
                _value.Mark(ValueMarkerKind.String, "", _token.Span);
                AppendString(_token);
                Advance();
                return true;
            case TokenKind.Symbol when _token.Is('<'):
                ParseCells(32);
                return true;
            case TokenKind.Symbol when _token.Is('['):
                ParseBytes();
                return true;
            case TokenKind.Bits:
                ParseSizedCells();
                return true;
            case TokenKind.LabelReference or TokenKind.PathReference:
                _value.Mark(ValueMarkerKind.String, "", _token.Span);
                _value.Mark(ValueMarkerKind.PathReference, ReferenceOf(_token), _token.Span);
                Advance();
                return true;
            case TokenKind.IncludeBinary:
                ParseIncludeBinary();
                return true;
            case TokenKind.Word:
                TakeUnknownWord();
                return true;
            case TokenKind.Bad:
                Advance();
                return true;
            default:
                ReportExpected("a value ('<…>', '\"…\"', '[…]' or '&label')");
                return false;
        }
    }

    private void AppendString(Token token)
    {
        ReadOnlySpan<byte> content = token.Text[1..^1];
        if (!content.Contains((byte)'\\'))
        {
            _value.Append(content);
        }
        else
        {
            List<byte> unescaped = new(content.Length);
            if (!Escapes.TryUnescape(content, unescaped))
            {
                Report(SyntaxDiagnostics.BadEscape(token.Span));
            }

            _value.Append([.. unescaped]);
        }

        _value.Append([0]);
    }

    /// <summary>Takes a word that is no value; if it looks like the call of a macro, its arguments too.</summary>
    private void TakeUnknownWord()
    {
        Report(SyntaxDiagnostics.UnknownWord(_token.Span, TextOf(_token)));
        int end = _token.End;
        Advance();
        if (!_token.Is('(') || _token.Start != end)
        {
            return;
        }

        int depth = 0;
        do
        {
            depth += _token.Is('(') ? 1 : _token.Is(')') ? -1 : 0;
            Advance();
        }
        while (depth > 0 && _token.Kind != TokenKind.End && !_token.Is(';') && !_token.Is('}'));
    }

    private void ParseBytes()
    {
        _value.Mark(ValueMarkerKind.Bytes, "", _token.Span);
        Advance();
        while (!_token.Is(']'))
        {
            switch (_token.Kind)
            {
                case TokenKind.Byte:
                    _value.Append([(byte)_token.Value]);
                    break;
                case TokenKind.Label:
                    _value.Mark(ValueMarkerKind.Label, LabelOf(_token), _token.Span);
                    break;
                case TokenKind.Bad:
                    break;
                case TokenKind.End:
                case TokenKind.Symbol when _token.Is(';') || _token.Is('}'):
                    ReportExpected("']'");
                    return;
                default:
                    ReportExpected("two hexadecimal digits or ']'");
                    break;
            }

            Advance();
        }

        Advance();
    }

    private void ParseSizedCells()
    {
        Advance();
        int bits = 32;
        if (_token.Kind != TokenKind.Integer)
        {
            ReportExpected("8, 16, 32 or 64 behind '/bits/'");
        }
        else if (_token.Value is 8 or 16 or 32 or 64)
        {
            bits = (int)_token.Value;
        }
        else
        {
            Report(SyntaxDiagnostics.BadElementSize(_token.Span, TextOf(_token)));
        }

        if (!_token.Is('<'))
        {
            Advance();
        }

        if (_token.Is('<'))
        {
            ParseCells(bits);
        }
        else
        {
            ReportExpected("'<'");
        }
    }

    private void ParseCells(int bits)
    {
        _value.Mark(ValueBuilder.CellKind(bits), "", _token.Span);
        SourceSpan open = _token.Span;
        Advance();
        while (!_token.Is('>'))
        {
            if (_token.Kind is TokenKind.End or TokenKind.Version || _token.Is(';') || _token.Is('{') || _token.Is('}') || _token.Is('='))
            {
                ReportExpected($"'>' for the '<' in line {open.StartLine}");
                return;
            }

            ParseCell(bits);
        }

        Advance();
    }

    private void ParseCell(int bits)
    {
        switch (_token.Kind)
        {
            case TokenKind.Integer:
                AppendCell(_token.Value, bits, _token);
                Advance();
                break;
            case TokenKind.Symbol when _token.Is('('):
                Token start = _token;
                AppendCell(ParseParentheses(), bits, start);
                break;
            case TokenKind.LabelReference or TokenKind.PathReference:
                AppendReference(bits);
                Advance();
                break;
            case TokenKind.Label:
                _value.Mark(ValueMarkerKind.Label, LabelOf(_token), _token.Span);
                Advance();
                break;
            case TokenKind.Word:
                TakeUnknownWord();
                _value.AppendCell(0, bits);
                break;
            case TokenKind.Symbol when _token.Is(','):
                Report(SyntaxDiagnostics.CommaInCells(_token.Span));
                Advance();
                break;
            case TokenKind.Symbol or TokenKind.Operator when Operators.Precedence(_token.Symbol) > 0 || _token.Is('~') || _token.Is('!') || _token.Is('?'):
                Report(SyntaxDiagnostics.OperatorInCells(_token.Span, TextOf(_token)));
                Advance();
                break;
            default:
                ReportExpected("a cell or '>'");
                Advance();
                break;
        }
    }

    private void AppendReference(int bits)
    {
        if (bits != 32)
        {
            Report(SyntaxDiagnostics.ReferenceInNarrowCells(_token.Span, bits));
            return;
        }

        _value.Mark(ValueMarkerKind.PhandleReference, ReferenceOf(_token), _token.Span);

        // What dtc leaves in a cell that nothing resolves.
        _value.AppendCell(uint.MaxValue, bits);
    }

    private void AppendCell(ulong value, int bits, Token start)
    {
        if (bits < 64)
        {
            ulong mask = (1UL << bits) - 1;
            bool fits = value <= mask || (value | mask) == ulong.MaxValue;
            if (!fits)
            {
                SourceSpan end = start.Is('(') ? _previous.Span : start.Span;
                Report(SyntaxDiagnostics.ValueTruncated(Text.SourceSpans.Join(start.Span, end), value, bits));
            }
        }

        _value.AppendCell(value, bits);
    }

    /// <summary>Parses <c>/incbin/("file")</c> or <c>/incbin/("file", offset, length)</c>.</summary>
    private void ParseIncludeBinary()
    {
        SourceSpan keyword = _token.Span;
        string includer = _token.Buffer.Map.PhysicalPath(_token.Start);
        Advance();
        if (!Take('(') || _token.Kind != TokenKind.String)
        {
            ReportExpected("'(' and a file name in quotes behind '/incbin/'");
            return;
        }

        Token name = _token;
        ulong offset = 0;
        ulong length = ulong.MaxValue;
        Advance();
        if (Take(',') && !(TryParsePrimary(out offset) && Take(',') && TryParsePrimary(out length)))
        {
            ReportExpected("an offset and a length behind the file name");
            return;
        }

        if (!Take(')'))
        {
            ReportExpected("')'");
        }

        AppendFile(name, includer, keyword, offset, length);
    }

    private void AppendFile(Token name, string includer, SourceSpan keyword, ulong offset, ulong length)
    {
        string text = Encoding.UTF8.GetString(name.Text[1..^1]);
        string? path = _files.Find(text, includer);
        byte[]? bytes = path is null ? null : _files.OpenData(path);
        if (path is null)
        {
            Report(SyntaxDiagnostics.BinaryNotFound(name.Span, text));
        }
        else if (bytes is null)
        {
            Report(Text.SourceFileDiagnostics.InputTooLarge(name.Span, text));
        }

        // A file that ends early gives less, without a word, as in dtc.
        ReadOnlySpan<byte> rest = bytes.AsSpan((int)Math.Min(offset, (ulong)(bytes?.Length ?? 0)));
        _value.Mark(ValueMarkerKind.Bytes, "", keyword);
        _value.Append(rest[..(int)Math.Min(length, (ulong)rest.Length)]);
    }
}
