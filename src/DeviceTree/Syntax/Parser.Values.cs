using Partition.DeviceTree.Model;
using Partition.DeviceTree.Source;

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
}
