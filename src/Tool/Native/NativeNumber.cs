namespace Partition.Tool.Native;

/// <summary>Numbers as C's strtol reads them; nothing may follow.</summary>
internal static class NativeNumber
{
    /// <summary>Reads a number: decimal, hexadecimal after <c>0x</c>, octal after <c>0</c>.</summary>
    /// <returns>Whether the whole text is one; a negative one is given as its two's complement.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out ulong value) => TryParse(text, 0, out value);

    /// <summary>Reads a number in a radix.</summary>
    /// <param name="text">Blanks, a sign and digits. Before hexadecimal digits there may be <c>0x</c>.</param>
    /// <param name="radix">8, 10 or 16; 0 to take it from the prefix: <c>0x</c> or <c>0</c>.</param>
    /// <param name="value">The number; a negative one is given as its two's complement.</param>
    /// <returns>Whether the whole text is a number that fits into 64 bits.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, int radix, out ulong value)
    {
        text = text.TrimStart(" \t\n\v\f\r");
        bool isNegative = text.StartsWith('-');
        text = isNegative || text.StartsWith('+') ? text[1..] : text;
        bool hasPrefix = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (radix == 0)
        {
            radix = hasPrefix ? 16 : text.StartsWith('0') ? 8 : 10;
        }

        bool isNumber = TryParseDigits(radix == 16 && hasPrefix ? text[2..] : text, (uint)radix, out value);
        value = isNegative ? unchecked(0 - value) : value;
        return isNumber;
    }

    private static bool TryParseDigits(ReadOnlySpan<char> text, uint radix, out ulong value)
    {
        value = 0;
        foreach (char c in text)
        {
            uint digit = char.IsAsciiHexDigit(c) ? (uint)Convert.ToInt32(c.ToString(), 16) : radix;
            UInt128 next = ((UInt128)value * radix) + digit;
            if (digit >= radix || next > ulong.MaxValue)
            {
                return false;
            }

            value = (ulong)next;
        }

        return !text.IsEmpty;
    }
}
