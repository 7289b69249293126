using Partition.DeviceTree.Model;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Syntax;

internal sealed partial class Parser
{
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
            case TokenKind.Symbol or TokenKind.Operator when Operators.Precedence(_token.Symbol) > 0
                || _token.Is('~')
                || _token.Is('!')
                || _token.Is('?'):
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
                Report(SyntaxDiagnostics.ValueTruncated(SourceSpans.Join(start.Span, end), value, bits));
            }
        }

        _value.AppendCell(value, bits);
    }
}
