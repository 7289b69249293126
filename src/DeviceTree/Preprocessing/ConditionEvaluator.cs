using System.Globalization;
using System.Text;

namespace Partition.DeviceTree.Preprocessing;

/// <summary>Evaluates the expression of an <c>#if</c>, whose macros are expanded (C23, 6.10.2).</summary>
internal sealed partial class ConditionEvaluator(List<PpToken> tokens)
{
    private const int MaxNestingDepth = 200;

    private int _next;
    private int _depth;
    private int _unevaluated;

    /// <summary>What is wrong with the expression, as the end of a sentence; <see langword="null"/> when nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>Evaluates the whole expression.</summary>
    /// <returns>Whether it is true; false after a fault.</returns>
    public bool Evaluate()
    {
        Number value = Comma();
        if (Fault is null && _next < tokens.Count)
        {
            Fault = $"'{Show(tokens[_next])}' is not expected";
        }

        return Fault is null && value.Bits != 0;
    }

    private static string Show(PpToken token) => Encoding.Latin1.GetString(token.Text);

    /// <summary>An expression with commas, which C forbids in a condition and gcc allows: the last value counts.</summary>
    private Number Comma()
    {
        Number value = Ternary();
        while (Fault is null && Take(","))
        {
            value = Ternary();
        }

        return value;
    }

    private Number Ternary()
    {
        if (++_depth > MaxNestingDepth)
        {
            Fault ??= "it is nested too deeply";
            _depth--;
            return default;
        }

        Number condition = Binary(0);
        if (Take("?"))
        {
            Number first = Branch(condition.Bits != 0, isFirst: true);
            if (!Take(":"))
            {
                Fault ??= "the '?' has no ':'";
            }

            Number second = Branch(condition.Bits == 0, isFirst: false);
            bool isUnsigned = first.IsUnsigned || second.IsUnsigned;
            condition = (condition.Bits != 0 ? first : second) with { IsUnsigned = isUnsigned };
        }

        _depth--;
        return condition;
    }

    private Number Branch(bool isEvaluated, bool isFirst)
    {
        _unevaluated += isEvaluated ? 0 : 1;
        Number value = isFirst ? Comma() : Ternary();
        _unevaluated -= isEvaluated ? 0 : 1;
        return value;
    }

    private Number Binary(int minimum)
    {
        Number left = Unary();
        while (Fault is null && NextOperator() is (string symbol, int precedence) && precedence > minimum)
        {
            _next++;
            bool skipsRight = (symbol == "&&" && left.Bits == 0) || (symbol == "||" && left.Bits != 0);
            _unevaluated += skipsRight ? 1 : 0;
            Number right = Binary(precedence);
            _unevaluated -= skipsRight ? 1 : 0;
            left = Apply(symbol, left, right);
        }

        return left;
    }

    private (string Symbol, int Precedence)? NextOperator()
    {
        if (_next >= tokens.Count || tokens[_next].Kind != PpTokenKind.Punctuation)
        {
            return null;
        }

        foreach ((string Symbol, int Precedence) candidate in Operators)
        {
            if (Is(candidate.Symbol))
            {
                return candidate;
            }
        }

        return null;
    }

    private static readonly (string Symbol, int Precedence)[] Operators =
    [
        ("||", 1), ("&&", 2), ("==", 6), ("!=", 6), ("<=", 7), (">=", 7), ("<<", 8), (">>", 8),
        ("|", 3), ("^", 4), ("&", 5), ("<", 7), (">", 7), ("+", 9), ("-", 9), ("*", 10), ("/", 10), ("%", 10),
    ];

    private Number Apply(string symbol, Number left, Number right)
    {
        bool isUnsigned = left.IsUnsigned || right.IsUnsigned;
        long a = left.Bits;
        long b = right.Bits;
        int order = isUnsigned ? ((ulong)a).CompareTo((ulong)b) : a.CompareTo(b);
        return symbol switch
        {
            "||" => Truth(a != 0 || b != 0),
            "&&" => Truth(a != 0 && b != 0),
            "==" => Truth(a == b),
            "!=" => Truth(a != b),
            "<" => Truth(order < 0),
            ">" => Truth(order > 0),
            "<=" => Truth(order <= 0),
            ">=" => Truth(order >= 0),
            "|" => new(a | b, isUnsigned),
            "^" => new(a ^ b, isUnsigned),
            "&" => new(a & b, isUnsigned),
            "+" => new(unchecked(a + b), isUnsigned),
            "-" => new(unchecked(a - b), isUnsigned),
            "*" => new(unchecked(a * b), isUnsigned),
            "<<" => Shift(left, b),
            ">>" => Shift(left, unchecked(-b)),
            _ => Divide(symbol, left, right, isUnsigned),
        };
    }

    private static Number Shift(Number value, long count) => value with
    {
        Bits = count switch
        {
            >= 64 => 0,
            >= 0 => value.Bits << (int)count,
            > -64 => value.IsUnsigned ? (long)((ulong)value.Bits >> (int)-count) : value.Bits >> (int)-count,
            _ => value.IsUnsigned || value.Bits >= 0 ? 0 : -1,
        },
    };

    private Number Divide(string symbol, Number left, Number right, bool isUnsigned)
    {
        if (right.Bits == 0)
        {
            if (_unevaluated == 0)
            {
                Fault ??= "it divides by zero";
            }

            return default;
        }

        if (isUnsigned)
        {
            ulong quotient = (ulong)left.Bits / (ulong)right.Bits;
            return new((long)(symbol == "/" ? quotient : unchecked((ulong)left.Bits - (quotient * (ulong)right.Bits))), true);
        }

        // The one signed quotient that does not fit traps in .NET.
        return right.Bits == -1
            ? new(symbol == "/" ? unchecked(-left.Bits) : 0, false)
            : new(symbol == "/" ? left.Bits / right.Bits : left.Bits % right.Bits, false);
    }

    private Number Unary()
    {
        if (_next < tokens.Count && (Is("!") || Is("~") || Is("-") || Is("+")))
        {
            char symbol = (char)tokens[_next++].First;
            if (++_depth > MaxNestingDepth)
            {
                Fault ??= "it is nested too deeply";
            }

            Number value = Fault is null ? Unary() : default;
            _depth--;
            return symbol switch
            {
                '!' => Truth(value.Bits == 0),
                '~' => value with { Bits = ~value.Bits },
                '-' => value with { Bits = unchecked(-value.Bits) },
                _ => value,
            };
        }

        return Primary();
    }

    private Number Primary()
    {
        if (Fault is not null)
        {
            return default;
        }

        if (_next >= tokens.Count)
        {
            Fault = "a value is missing at its end";
            return default;
        }

        PpToken token = tokens[_next++];
        if (token.Is('('))
        {
            Number value = Comma();
            if (!Take(")"))
            {
                Fault ??= "a ')' is missing";
            }

            return value;
        }

        return token.Kind switch
        {
            PpTokenKind.Identifier => default,
            PpTokenKind.Number => ParseNumber(token),
            PpTokenKind.Quoted when token.Text[^1] == '\'' => ParseCharacters(token),
            _ => Unexpected(token),
        };
    }

    private Number Unexpected(PpToken token)
    {
        Fault = $"'{Show(token)}' is not a value";
        return default;
    }

    private static Number Truth(bool value) => new(value ? 1 : 0, false);

    private bool Is(string symbol) => tokens[_next].Kind == PpTokenKind.Punctuation
        && tokens[_next].Length == symbol.Length
        && tokens[_next].First == symbol[0]
        && tokens[_next].Text[^1] == symbol[^1];

    private bool Take(string symbol)
    {
        bool isNext = _next < tokens.Count && Is(symbol);
        _next += isNext ? 1 : 0;
        return isNext;
    }

    private readonly record struct Number(long Bits, bool IsUnsigned);
}
