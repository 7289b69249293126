namespace Partition.DeviceTree.Syntax;

/// <summary>The operators of expressions, on unsigned 64-bit numbers.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>10</term><description><c>* / %</c></description></item>
/// <item><term>9</term><description><c>+ -</c></description></item>
/// <item><term>8</term><description><c>&lt;&lt; &gt;&gt;</c></description></item>
/// <item><term>7</term><description><c>&lt; &gt; &lt;= &gt;=</c></description></item>
/// <item><term>6</term><description><c>== !=</c></description></item>
/// <item><term>5 4 3</term><description><c>&amp;</c>, <c>^</c>, <c>|</c></description></item>
/// <item><term>2 1</term><description><c>&amp;&amp;</c>, <c>||</c></description></item>
/// </list>
/// </remarks>
internal static class Operators
{
    public const ushort ShiftLeft = ('<' << 8) | '<';
    public const ushort ShiftRight = ('>' << 8) | '>';
    public const ushort LessOrEqual = ('<' << 8) | '=';
    public const ushort GreaterOrEqual = ('>' << 8) | '=';
    public const ushort Equal = ('=' << 8) | '=';
    public const ushort NotEqual = ('!' << 8) | '=';
    public const ushort And = ('&' << 8) | '&';
    public const ushort Or = ('|' << 8) | '|';

    /// <summary>Whether two characters make an operator.</summary>
    public static bool IsPair(byte first, byte second) => ((first << 8) | second)
        is ShiftLeft or ShiftRight or LessOrEqual or GreaterOrEqual or Equal or NotEqual or And or Or;

    /// <summary>How strongly an operator binds, or 0 when it is none.</summary>
    public static int Precedence(ushort symbol) => symbol switch
    {
        '*' or '/' or '%' => 10,
        '+' or '-' => 9,
        ShiftLeft or ShiftRight => 8,
        '<' or '>' or LessOrEqual or GreaterOrEqual => 7,
        Equal or NotEqual => 6,
        '&' => 5,
        '^' => 4,
        '|' => 3,
        And => 2,
        Or => 1,
        _ => 0,
    };

    /// <summary>Applies an operator.</summary>
    /// <returns><see langword="null"/> for a division by zero.</returns>
    public static ulong? Apply(ushort symbol, ulong a, ulong b) => symbol switch
    {
        '/' or '%' when b == 0 => null,
        '*' => unchecked(a * b),
        '/' => a / b,
        '%' => a % b,
        '+' => unchecked(a + b),
        '-' => unchecked(a - b),
        // C# would take the count modulo 64.
        ShiftLeft => b < 64 ? a << (int)b : 0,
        ShiftRight => b < 64 ? a >> (int)b : 0,
        '<' => a < b ? 1u : 0,
        '>' => a > b ? 1u : 0,
        LessOrEqual => a <= b ? 1u : 0,
        GreaterOrEqual => a >= b ? 1u : 0,
        Equal => a == b ? 1u : 0,
        NotEqual => a != b ? 1u : 0,
        '&' => a & b,
        '^' => a ^ b,
        '|' => a | b,
        And => a != 0 && b != 0 ? 1u : 0,
        _ => a != 0 || b != 0 ? 1u : 0,
    };
}
