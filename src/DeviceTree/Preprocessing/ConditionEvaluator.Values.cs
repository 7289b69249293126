using System.Globalization;
using System.Text;
using Partition.DeviceTree.Source;

namespace Partition.DeviceTree.Preprocessing;

internal sealed partial class ConditionEvaluator
{
    private Number ParseNumber(PpToken token)
    {
        string text = Show(token);
        string digits = text.TrimEnd('u', 'U', 'l', 'L');
        bool isHex = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        bool isBinary = digits.StartsWith("0b", StringComparison.OrdinalIgnoreCase);
        bool isValid = isHex
            ? ulong.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value)
            : isBinary ? ulong.TryParse(digits.AsSpan(2), NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture, out value)
            : digits.StartsWith('0') ? TryParseOctal(digits, out value)
            : ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        if (!isValid || !IsSuffix(text[digits.Length..]))
        {
            Fault = $"'{text}' is not an integer that fits into 64 bits";
        }

        bool isUnsigned = text[digits.Length..].Contains('u', StringComparison.OrdinalIgnoreCase);
        return new((long)value, isUnsigned || value > long.MaxValue);
    }

    /// <summary>Whether letters are a suffix of integers: <c>u</c>, and <c>l</c> once or twice in one case, in any order.</summary>
    private static bool IsSuffix(string text)
    {
        string lengths = text.Trim('u', 'U');
        return text.Length - lengths.Length <= 1 && lengths is "" or "l" or "L" or "ll" or "LL";
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

    /// <summary>
    /// The value of a character constant, as gcc has it: one character is a signed byte, several are an integer of 32 bits, the first
    /// the highest; of a wide one (<c>L'a'</c>) the last character counts.
    /// </summary>
    private Number ParseCharacters(PpToken token)
    {
        bool isWide = token.First == 'L';
        ReadOnlySpan<byte> text = token.Text[(isWide ? 2 : 1)..^1];
        int count = 0;
        int value = 0;
        while (!text.IsEmpty)
        {
            int length = ReadCharacter(text, isWide, out int c);
            if (length == 0)
            {
                return Unexpected(token);
            }

            value = isWide ? c : unchecked((value << 8) | (c & 0xff));
            text = text[length..];
            count++;
        }

        return count switch
        {
            0 => Unexpected(token),
            1 when !isWide => new((sbyte)value, false),
            _ => new(value, false),
        };
    }

    /// <summary>Reads one character or escape of a constant.</summary>
    /// <returns>Its length, or 0 when <c>\x</c> has no digits.</returns>
    private static int ReadCharacter(ReadOnlySpan<byte> text, bool isWide, out int value)
    {
        if (text[0] == '\\' && text.Length > 1)
        {
            return ReadEscape(text[1..], out value) is int length and > 0 ? length + 1 : 0;
        }

        value = text[0];
        if (isWide && Rune.DecodeFromUtf8(text, out Rune rune, out int size) == System.Buffers.OperationStatus.Done)
        {
            value = rune.Value;
            return size;
        }

        return 1;
    }

    private static int ReadEscape(ReadOnlySpan<byte> text, out int value)
    {
        if (text[0] == 'x')
        {
            int digits = Escapes.ReadNumber(text[1..], int.MaxValue, 16, out value);
            return digits == 0 ? 0 : digits + 1;
        }

        if (text[0] is >= (byte)'0' and <= (byte)'7')
        {
            return Escapes.ReadNumber(text, 3, 8, out value);
        }

        // gcc has an escape character beside those of the device tree source.
        value = text[0] is (byte)'e' or (byte)'E' ? 27 : Escapes.CharacterOf(text[0]);
        return 1;
    }
}
