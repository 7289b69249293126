namespace Partition.DeviceTree.Source;

/// <summary>The escapes of string and character literals.</summary>
/// <remarks>
/// <list type="table">
/// <item><term><c>\a \b \t \n \v \f \r</c></term><description>as in C</description></item>
/// <item><term><c>\1 \12 \123</c></term><description>octal, one to three digits; the lowest eight bits count</description></item>
/// <item><term><c>\x1 \x12</c></term><description>hexadecimal, one or two digits</description></item>
/// <item><term>any other</term><description>the character itself</description></item>
/// </list>
/// </remarks>
internal static class Escapes
{
    /// <summary>Appends a literal's content with its escapes replaced.</summary>
    /// <returns><see langword="false"/> when <c>\x</c> has no digits.</returns>
    public static bool TryUnescape(ReadOnlySpan<byte> text, List<byte> output)
    {
        bool isValid = true;
        while (!text.IsEmpty)
        {
            int plain = text.IndexOf((byte)'\\');
            if (plain < 0 || plain == text.Length - 1)
            {
                output.AddRange(text);
                break;
            }

            output.AddRange(text[..plain]);
            text = text[(plain + 1)..];
            int length = Read(text, out byte value);
            isValid &= length > 0;
            output.Add(value);
            text = text[Math.Max(1, length)..];
        }

        return isValid;
    }

    /// <summary>The content of a string in quotes, with its escapes replaced.</summary>
    public static byte[] Unquote(ReadOnlySpan<byte> quoted)
    {
        List<byte> content = [];
        TryUnescape(quoted[1..^1], content);
        return [.. content];
    }

    private static int Read(ReadOnlySpan<byte> text, out byte value)
    {
        if (text[0] is >= (byte)'0' and <= (byte)'7')
        {
            int length = ReadNumber(text, 3, 8, out int number);
            value = (byte)number;
            return length;
        }

        if (text[0] == 'x')
        {
            int digits = ReadNumber(text[1..], 2, 16, out int number);
            value = (byte)number;
            return digits == 0 ? 0 : digits + 1;
        }

        value = CharacterOf(text[0]);
        return 1;
    }

    /// <summary>The character that a letter after a backslash represents; any other character represents itself.</summary>
    public static byte CharacterOf(byte letter) => (char)letter switch
    {
        'a' => 7,
        'b' => 8,
        't' => 9,
        'n' => 10,
        'v' => 11,
        'f' => 12,
        'r' => 13,
        _ => letter,
    };

    /// <summary>Reads the digits of an escape; of a number that is too large the lowest bits count.</summary>
    /// <returns>How many there are.</returns>
    public static int ReadNumber(ReadOnlySpan<byte> text, int maxLength, int radix, out int value)
    {
        int length = 0;
        value = 0;
        while (length < maxLength
            && length < text.Length
            && Characters.IsHexDigit(text[length])
            && Characters.HexValue(text[length]) < radix)
        {
            value = unchecked((value * radix) + Characters.HexValue(text[length++]));
        }

        return length;
    }
}
