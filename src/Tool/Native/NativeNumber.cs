using System.Globalization;

namespace Partition.Tool.Native;

/// <summary>
/// Numbers as C's strtol reads them: decimal, hexadecimal after <c>0x</c>, octal after <c>0</c>. Here nothing may follow.
/// </summary>
internal static class NativeNumber
{
    /// <summary>Reads a number.</summary>
    /// <returns>Whether the whole text is one; a negative one is given as its two's complement.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out ulong value)
    {
        bool isNegative = text.StartsWith("-");
        text = isNegative ? text[1..] : text;
        bool isNumber = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            : text.Length > 1 && text[0] == '0'
                ? TryParseOctal(text, out value)
                : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        value = isNegative ? unchecked(0 - value) : value;
        return isNumber;
    }

    private static bool TryParseOctal(ReadOnlySpan<char> text, out ulong value)
    {
        value = 0;
        foreach (char digit in text)
        {
            if (digit is < '0' or > '7' || value >> 61 != 0)
            {
                return false;
            }

            value = (value << 3) | (uint)(digit - '0');
        }

        return true;
    }
}
