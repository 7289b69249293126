using Partition.DeviceTree.Source;

namespace Partition.DeviceTree.Syntax;

internal sealed partial class Parser
{
    private const int MaxExpressionDepth = 256;

    private int _expressionDepth;

    /// <summary>Parses an integer or an expression in parentheses.</summary>
    private bool TryParsePrimary(out ulong value)
    {
        value = 0;
        if (_token.Kind == TokenKind.Word)
        {
            TakeUnknownWord();
            return true;
        }

        bool isPrimary = _token.Kind == TokenKind.Integer || _token.Is('(');
        if (isPrimary)
        {
            value = ParseOperand();
        }

        return isPrimary;
    }

    private ulong ParseParentheses()
    {
        Advance();
        ulong value = ParseTernary();
        if (!Take(')'))
        {
            ReportExpected("')' or an operator");
            SkipToParenthesis();
        }

        return value;
    }

    private void SkipToParenthesis()
    {
        while (!_token.Is(')') && !_token.Is('>') && !_token.Is(';') && !_token.Is('{') && !_token.Is('}') && _token.Kind != TokenKind.End)
        {
            Advance();
        }

        Take(')');
    }

    private ulong ParseTernary()
    {
        if (!TryDescend())
        {
            return 0;
        }

        ulong value = ParseBinary(0);
        if (Take('?'))
        {
            ulong whenTrue = ParseTernary();
            if (!Take(':'))
            {
                ReportExpected("':'");
            }

            ulong whenFalse = ParseTernary();
            value = value != 0 ? whenTrue : whenFalse;
        }

        _expressionDepth--;
        return value;
    }

    private ulong ParseBinary(int minimum)
    {
        Token start = _token;
        ulong left = ParseOperand();
        while (_token.Kind is TokenKind.Symbol or TokenKind.Operator
            && Operators.Precedence(_token.Symbol) is int precedence
            && precedence > minimum)
        {
            ushort symbol = _token.Symbol;
            Advance();
            ulong right = ParseBinary(precedence);
            ulong? result = Operators.Apply(symbol, left, right);
            if (result is null)
            {
                Report(SyntaxDiagnostics.DivisionByZero(SourceSpans.Join(start.Span, _previous.Span)));
            }

            left = result ?? 0;
        }

        return left;
    }

    private ulong ParseOperand()
    {
        switch (_token.Kind)
        {
            case TokenKind.Integer:
                ulong value = _token.Value;
                Advance();
                return value;
            case TokenKind.Symbol when _token.Is('('):
                return ParseParentheses();
            case TokenKind.Symbol when _token.Is('-') || _token.Is('~') || _token.Is('!'):
                return ParseUnary();
            case TokenKind.Word:
                TakeUnknownWord();
                return 0;
            case TokenKind.Bad:
                Advance();
                return 0;
            default:
                ReportExpected("a number");
                return 0;
        }
    }

    private ulong ParseUnary()
    {
        ushort symbol = _token.Symbol;
        if (!TryDescend())
        {
            return 0;
        }

        Advance();
        ulong operand = ParseOperand();
        _expressionDepth--;
        return symbol switch
        {
            '-' => unchecked(0 - operand),
            '~' => ~operand,
            _ => operand == 0 ? 1u : 0,
        };
    }

    private bool TryDescend()
    {
        if (_expressionDepth >= MaxExpressionDepth)
        {
            Report(SyntaxDiagnostics.ExpressionTooDeep(_token.Span, MaxExpressionDepth));
            while (_token.Kind != TokenKind.End && !_token.Is('>') && !_token.Is(';') && !_token.Is('}'))
            {
                Advance();
            }

            return false;
        }

        _expressionDepth++;
        return true;
    }
}
