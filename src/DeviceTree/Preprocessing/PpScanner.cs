namespace Partition.DeviceTree.Preprocessing;

/// <summary>Finds where preprocessing tokens end.</summary>
internal static class PpScanner
{
    private static readonly CharacterClass[] Classes = BuildClasses();

    /// <summary>What a character may begin.</summary>
    public enum CharacterClass : byte
    {
        /// <summary>A token of one character.</summary>
        Other,

        /// <summary>A name.</summary>
        Letter,

        /// <summary>A number.</summary>
        Digit,

        /// <summary>A literal.</summary>
        Quote,

        /// <summary>Perhaps a comment.</summary>
        Slash,

        /// <summary>Perhaps a number.</summary>
        Dot,

        /// <summary>White space within a line.</summary>
        Blank,

        /// <summary>The end of a line.</summary>
        LineEnd,
    }

    /// <summary>The class of a character.</summary>
    public static CharacterClass ClassOf(byte c) => Classes[c];

    /// <summary>Behind a name that begins at an offset.</summary>
    public static int SkipName(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && Classes[text[at]] is CharacterClass.Letter or CharacterClass.Digit)
        {
            at++;
        }

        return at;
    }

    /// <summary>Behind a number that begins at an offset: C11, 6.4.8, so <c>1e+3</c> and <c>0x1e+FOO</c> are one each.</summary>
    public static int SkipNumber(ReadOnlySpan<byte> text, int at)
    {
        for (at++; at < text.Length; at++)
        {
            byte c = text[at];
            bool isSignOfExponent = (c is (byte)'+' or (byte)'-') && ((text[at - 1] | 0x20) is 'e' or 'p');
            if (!isSignOfExponent && Classes[c] is not (CharacterClass.Letter or CharacterClass.Digit or CharacterClass.Dot))
            {
                break;
            }
        }

        return at;
    }

    /// <summary>Behind a literal whose quote stands at an offset; an unclosed one takes the rest of its line.</summary>
    public static int SkipQuoted(ReadOnlySpan<byte> text, int at)
    {
        byte quote = text[at++];
        while (at < text.Length && text[at] != '\n')
        {
            if (text[at] == quote)
            {
                return at + 1;
            }

            at += text[at] == '\\' && at + 1 < text.Length && text[at + 1] != '\n' ? 2 : 1;
        }

        return at;
    }

    /// <summary>Behind a comment that begins at an offset, or the offset when none does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The offset of a slash.</param>
    /// <param name="isClosed">Whether a block comment has its end.</param>
    public static int SkipComment(ReadOnlySpan<byte> text, int at, out bool isClosed)
    {
        isClosed = true;
        if (at + 1 >= text.Length)
        {
            return at;
        }

        if (text[at + 1] == '/')
        {
            int lineEnd = text[at..].IndexOf((byte)'\n');
            return lineEnd < 0 ? text.Length : at + lineEnd;
        }

        if (text[at + 1] != '*')
        {
            return at;
        }

        int end = text[(at + 2)..].IndexOf("*/"u8);
        isClosed = end >= 0;
        return isClosed ? at + end + 4 : text.Length;
    }

    /// <summary>Behind blanks and comments, and behind line ends too when asked.</summary>
    public static int SkipBlanks(ReadOnlySpan<byte> text, int at, bool acrossLines)
    {
        while (at < text.Length)
        {
            CharacterClass kind = Classes[text[at]];
            if (kind == CharacterClass.Blank || (acrossLines && kind == CharacterClass.LineEnd))
            {
                at++;
            }
            else if (kind == CharacterClass.Slash && SkipComment(text, at, out _) is int end && end > at)
            {
                at = end;
            }
            else
            {
                break;
            }
        }

        return at;
    }

    /// <summary>Reads the token at an offset, which is no blank, line end or comment.</summary>
    public static PpToken Read(byte[] buffer, int at, int limit, bool hasSpaceBefore)
    {
        ReadOnlySpan<byte> text = buffer.AsSpan(0, limit);
        (PpTokenKind kind, int end) = ClassOf(text[at]) switch
        {
            CharacterClass.Letter => (PpTokenKind.Identifier, SkipName(text, at)),
            CharacterClass.Digit => (PpTokenKind.Number, SkipNumber(text, at)),
            CharacterClass.Dot when at + 1 < limit
                && ClassOf(text[at + 1]) == CharacterClass.Digit => (PpTokenKind.Number, SkipNumber(text, at)),
            CharacterClass.Quote => (PpTokenKind.Quoted, SkipQuoted(text, at)),
            _ => (PpTokenKind.Punctuation, at + 1),
        };
        return new(kind, buffer, at, end - at) { HasSpaceBefore = hasSpaceBefore };
    }

    /// <summary>Reads all tokens of a stretch.</summary>
    public static List<PpToken> ReadAll(byte[] buffer, int at, int limit)
    {
        List<PpToken> tokens = [];
        while (true)
        {
            int next = SkipBlanks(buffer.AsSpan(0, limit), at, acrossLines: true);
            if (next >= limit)
            {
                return tokens;
            }

            PpToken token = Read(buffer, next, limit, next > at);
            tokens.Add(token);
            at = next + token.Length;
        }
    }

    /// <summary>Whether two tokens side by side would be read as something else (what gcc's preprocessor keeps apart).</summary>
    /// <param name="before">The last character of the first token.</param>
    /// <param name="isNumber">Whether the first token is a number.</param>
    /// <param name="next">The first character of the second token.</param>
    public static bool RunTogether(byte before, bool isNumber, byte next)
    {
        CharacterClass first = ClassOf(before);
        CharacterClass second = ClassOf(next);
        if (first is CharacterClass.Letter or CharacterClass.Digit)
        {
            return second is CharacterClass.Letter or CharacterClass.Digit or CharacterClass.Quote
                || (isNumber && (next is (byte)'.' or (byte)'+' or (byte)'-'));
        }

        return next == '='
            ? "<>+-/*&|%^!="u8.Contains(before)
            : before switch
            {
                (byte)'<' or (byte)'>' or (byte)'+' or (byte)'&' or (byte)'|' or (byte)'#' => next == before,
                (byte)'-' => next is (byte)'-' or (byte)'>',
                (byte)'/' => next is (byte)'/' or (byte)'*',
                (byte)'.' => second is CharacterClass.Digit or CharacterClass.Dot,
                _ => false,
            };
    }

    private static CharacterClass[] BuildClasses()
    {
        var classes = new CharacterClass[256];
        for (int c = 0; c < 256; c++)
        {
            classes[c] = (char)c switch
            {
                (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' => CharacterClass.Letter,
                >= '0' and <= '9' => CharacterClass.Digit,
                '"' or '\'' => CharacterClass.Quote,
                '/' => CharacterClass.Slash,
                '.' => CharacterClass.Dot,
                ' ' or '\t' or '\v' or '\f' or '\r' => CharacterClass.Blank,
                '\n' => CharacterClass.LineEnd,
                _ => CharacterClass.Other,
            };
        }

        return classes;
    }
}
