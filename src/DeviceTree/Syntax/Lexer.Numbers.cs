using System.Globalization;
using System.Text;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Syntax;

internal sealed partial class Lexer
{
    /// <summary>Reads a decimal, octal or hexadecimal number and one of the suffixes U, L, UL, LL, ULL.</summary>
    private Token ReadInteger(int start)
    {
        bool isHex = start + 2 < _length
            && _bytes[start] == '0'
            && (_bytes[start + 1] | 0x20) == 'x'
            && Characters.IsHexDigit(_bytes[start + 2]);
        int digits = isHex ? start + 2 : start;
        int end = digits;
        while (end < _length && (isHex ? Characters.IsHexDigit(_bytes[end]) : Characters.IsDigit(_bytes[end])))
        {
            end++;
        }

        bool isOctal = !isHex && _bytes[start] == '0' && end > start + 1;
        ReadOnlySpan<byte> text = _bytes.AsSpan(digits, end - digits);
        bool isInvalid = isOctal && text.IndexOfAnyInRange((byte)'8', (byte)'9') >= 0;
        ulong value = 0;
        bool fits = isInvalid || TryParse(text, isHex ? 16u : isOctal ? 8u : 10u, out value);
        end = SkipSuffix(end);
        int wordEnd = BeginsAnotherToken(end) ? end : SkipWord(end);
        if (wordEnd > end || isInvalid)
        {
            ReportInteger(start, wordEnd, fits: true);
            value = 0;
        }
        else if (!fits)
        {
            ReportInteger(start, end, fits);
        }

        return Make(TokenKind.Integer, start, wordEnd, value);
    }

    /// <summary>
    /// Whether what touches a number is a token of its own, as dtc has it: another number (<c>1U2L</c>), or a label (<c>2l4:</c>).
    /// </summary>
    private bool BeginsAnotherToken(int at)
    {
        if (at >= _length)
        {
            return false;
        }

        int end = at;
        while (end < _length && Characters.IsWord(_bytes[end]))
        {
            end++;
        }

        return Characters.IsDigit(_bytes[at]) || (end > at && end < _length && _bytes[end] == ':');
    }

    private void ReportInteger(int start, int end, bool fits)
    {
        SourceSpan span = _buffer.Map.Span(start, end);
        string text = Encoding.Latin1.GetString(_bytes, start, end - start);
        diagnostics.Add(fits ? SyntaxDiagnostics.BadInteger(span, text) : SyntaxDiagnostics.IntegerTooLarge(span, text));
    }

    private static bool TryParse(ReadOnlySpan<byte> digits, uint radix, out ulong value)
    {
        value = 0;
        foreach (byte digit in digits)
        {
            // Up to 60 bits there is room for another digit of any radix.
            UInt128 next = value < 1UL << 60 ? 0 : ((UInt128)value * radix) + (uint)Characters.HexValue(digit);
            if (next > ulong.MaxValue)
            {
                value = 0;
                return false;
            }

            value = (value * radix) + (uint)Characters.HexValue(digit);
        }

        return true;
    }

    private int SkipSuffix(int at)
    {
        at += at < _length && _bytes[at] == 'U' ? 1 : 0;
        at += at < _length && _bytes[at] == 'L' ? 1 : 0;
        return at + (at < _length && _bytes[at] == 'L' && _bytes[at - 1] == 'L' ? 1 : 0);
    }

    /// <summary>Reads a line marker, <c># 12 "file" 1</c> or <c>#line 12 "file"</c>, at the beginning of a line.</summary>
    /// <returns><see langword="false"/> when none stands here.</returns>
    private bool TryReadLineMarker()
    {
        if (_bytes[_position] != '#' || (_position > 0 && _bytes[_position - 1] != '\n'))
        {
            return false;
        }

        ReadOnlySpan<byte> line = _bytes.AsSpan(_position, _length - _position);
        int lineEnd = line.IndexOf((byte)'\n');
        line = lineEnd < 0 ? line : line[..lineEnd];
        ReadOnlySpan<byte> marker = line[(line.StartsWith("#line"u8) ? 5 : 1)..].Trim(" \t\r"u8);
        int digits = marker.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        ReadOnlySpan<byte> name = digits <= 0 ? [] : marker[digits..].TrimStart(" \t"u8);
        int nameLength = QuotedLength(name);
        if (nameLength == 0 || !name[nameLength..].Trim(" \t0123456789"u8).IsEmpty)
        {
            return false;
        }

        int end = _position + line.Length;
        if (int.TryParse(marker[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && nameLength > 2)
        {
            _buffer.Map.AddMarker(_position, Encoding.UTF8.GetString(Escapes.Unquote(name[..nameLength])), number);
        }
        else
        {
            diagnostics.Add(SyntaxDiagnostics.BadLineMarker(_buffer.Map.Span(_position, end)));
        }

        _position = end;
        return true;
    }

    /// <summary>The length of the string at the beginning of a text, with its quotes; 0 when there is none.</summary>
    private static int QuotedLength(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] != '"')
        {
            return 0;
        }

        int at = 1;
        while (at < text.Length && text[at] != '"')
        {
            at += text[at] == '\\' ? 2 : 1;
        }

        return at < text.Length ? at + 1 : 0;
    }
}
