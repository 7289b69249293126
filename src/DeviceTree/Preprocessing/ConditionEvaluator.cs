using System.Globalization;
using System.Text;

namespace Partition.DeviceTree.Preprocessing;

/// <summary>Evaluates the expression of an <c>#if</c>, whose macros are expanded (C11, 6.10.1).</summary>
internal sealed class ConditionEvaluator(List<PpToken> tokens)
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
        Number value = Ternary();
        if (Fault is null && _next < tokens.Count)
        {
            Fault = $"'{Show(tokens[_next])}' is not expected";
        }

        return Fault is null && value.Bits != 0;
    }

    private static string Show(PpToken token) => Encoding.Latin1.GetString(token.Text);

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
            Number first = Branch(condition.Bits != 0);
            if (!Take(":"))
            {
                Fault ??= "the '?' has no ':'";
            }

            Number second = Branch(condition.Bits == 0);
            bool isUnsigned = first.IsUnsigned || second.IsUnsigned;
            condition = (condition.Bits != 0 ? first : second) with { IsUnsigned = isUnsigned };
        }

        _depth--;
        return condition;
    }

    private Number Branch(bool isEvaluated)
    {
        _unevaluated += isEvaluated ? 0 : 1;
        Number value = Ternary();
        _unevaluated -= isEvaluated ? 0 : 1;
        return value;
    }

    private Number Binary(int minimum)
    {
        Number left = Unary();
        while (Fault is null && NextOperator() is (string symbol, int precedence) && precedence > minimum)
        {
            _next += symbol.Length;
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
        foreach ((string Symbol, int Precedence) candidate in Operators)
        {
            if (IsNext(candidate.Symbol))
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
        if (_next < tokens.Count && tokens[_next].Kind == PpTokenKind.Punctuation && "!~-+"u8.Contains(tokens[_next].First))
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
            Number value = Ternary();
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
            PpTokenKind.Quoted when token.First == '\'' && token.Length >= 3 => new(token.Text[1], false),
            _ => Unexpected(token),
        };
    }

    private Number Unexpected(PpToken token)
    {
        Fault = $"'{Show(token)}' is not a value";
        return default;
    }

    private Number ParseNumber(PpToken token)
    {
        string text = Show(token);
        string digits = text.TrimEnd('u', 'U', 'l', 'L');
        bool isUnsigned = text[digits.Length..].Contains('u', StringComparison.OrdinalIgnoreCase);
        bool isHex = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        bool isBinary = digits.StartsWith("0b", StringComparison.OrdinalIgnoreCase);
        bool isValid = isHex
            ? ulong.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value)
            : isBinary ? ulong.TryParse(digits.AsSpan(2), NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture, out value)
            : digits.StartsWith('0') ? TryParseOctal(digits, out value)
            : ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        if (!isValid)
        {
            Fault = $"'{text}' is not an integer";
        }

        return new((long)value, isUnsigned || value > long.MaxValue);
    }

    private static bool TryParseOctal(string digits, out ulong value)
    {
        value = 0;
        foreach (char digit in digits)
        {
            if (digit is < '0' or > '7' || value >> 61 != 0)
            {
                return false;
            }

            value = (value << 3) | (uint)(digit - '0');
        }

        return true;
    }

    private static Number Truth(bool value) => new(value ? 1 : 0, false);

    private bool IsNext(string symbol)
    {
        for (int i = 0; i < symbol.Length; i++)
        {
            if (_next + i >= tokens.Count || !tokens[_next + i].Is(symbol[i]) || (i > 0 && tokens[_next + i].HasSpaceBefore))
            {
                return false;
            }
        }

        return true;
    }

    private bool Take(string symbol)
    {
        bool isNext = IsNext(symbol);
        _next += isNext ? symbol.Length : 0;
        return isNext;
    }

    private readonly record struct Number(long Bits, bool IsUnsigned);
}
