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

    /// <summary>The offset after a literal whose quote is at an offset; an unclosed one takes the rest of its line.</summary>
    public static int SkipQuoted(ReadOnlySpan<byte> text, int at) => SkipQuoted(text, at, out _);

    private static int SkipQuoted(ReadOnlySpan<byte> text, int at, out bool isClosed)
    {
        isClosed = true;
        byte quote = text[at++];
        while (at < text.Length && text[at] != '\n')
        {
            if (text[at] == quote)
            {
                return at + 1;
            }

            at += text[at] == '\\' && at + 1 < text.Length && text[at + 1] != '\n' ? 2 : 1;
        }

        isClosed = false;
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

    /// <summary>The offset after the token at an offset, which is not a blank, a line end or a comment.</summary>
    public static int TokenEnd(ReadOnlySpan<byte> text, int at, out PpTokenKind kind)
    {
        switch (ClassOf(text[at]))
        {
            case CharacterClass.Letter:
                int end = SkipName(text, at);
                if (end < text.Length && text[at] == 'L' && end == at + 1 && ClassOf(text[end]) == CharacterClass.Quote)
                {
                    return QuotedEnd(text, end, out kind);
                }

                kind = PpTokenKind.Identifier;
                return end;
            case CharacterClass.Digit:
            case CharacterClass.Dot when at + 1 < text.Length && ClassOf(text[at + 1]) == CharacterClass.Digit:
                kind = PpTokenKind.Number;
                return SkipNumber(text, at);
            case CharacterClass.Quote:
                return QuotedEnd(text, at, out kind);
            default:
                kind = PpTokenKind.Punctuation;
                return at + OperatorLength(text[at..]);
        }
    }

    /// <summary>Reads the token at an offset, which is not a blank, a line end or a comment.</summary>
    public static PpToken Read(byte[] buffer, int at, int limit, bool hasSpaceBefore)
    {
        int end = TokenEnd(buffer.AsSpan(0, limit), at, out PpTokenKind kind);
        return new(kind, buffer, at, end - at) { HasSpaceBefore = hasSpaceBefore };
    }

    /// <summary>Reads all tokens of a part of a buffer.</summary>
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

    /// <summary>Whether two tokens side by side would be read as something else; the pairs are those that gcc keeps apart.</summary>
    public static bool RunTogether(PpToken before, PpToken next)
    {
        byte first = next.Kind == PpTokenKind.Punctuation ? next.First : (byte)0;
        switch (before.Kind)
        {
            case PpTokenKind.Identifier:
                return next.Kind == PpTokenKind.Identifier || (next.Kind == PpTokenKind.Quoted && next.First != 'L')
                    || (next.Kind == PpTokenKind.Number && SkipName(next.Text, 0) == next.Length);
            case PpTokenKind.Number:
                return next.Kind is PpTokenKind.Identifier or PpTokenKind.Number
                    || (next.Kind == PpTokenKind.Quoted && next.First == '\'')
                    || first is (byte)'.' or (byte)'+' or (byte)'-';
            case PpTokenKind.Punctuation when before.Length == 1:
                return ("=!><+-*/%&|^"u8.Contains(before.First) && first == '=') || RunTogether(before.First, first, next.Kind);
            case PpTokenKind.Punctuation:
                return (first == '=' && (before.Is(">>"u8) || before.Is("<<"u8))) || (first == '*' && before.Is("->"u8));
            default:
                return false;
        }
    }

    private static bool RunTogether(byte before, byte first, PpTokenKind next) => (char)before switch
    {
        '<' => first is (byte)'<' or (byte)'%' or (byte)':',
        '>' or '+' or '&' or '|' => first == before,
        '-' => first is (byte)'-' or (byte)'>',
        '/' => first is (byte)'/' or (byte)'*',
        '%' => first is (byte)':' or (byte)'%',
        ':' => first is (byte)':' or (byte)'>',
        '.' => first is (byte)'.' or (byte)'%' || next == PpTokenKind.Number,
        '#' => first is (byte)'#' or (byte)'%',
        '\\' => next == PpTokenKind.Identifier,
        _ => false,
    };

    private static int QuotedEnd(ReadOnlySpan<byte> text, int quote, out PpTokenKind kind)
    {
        int end = SkipQuoted(text, quote, out bool isClosed);
        kind = isClosed ? PpTokenKind.Quoted : PpTokenKind.Unclosed;
        return end;
    }

    /// <summary>The length of the operator at the beginning of a text: the longest that C has, without digraphs.</summary>
    private static int OperatorLength(ReadOnlySpan<byte> text)
    {
        byte first = text[0];
        byte second = text.Length > 1 ? text[1] : (byte)0;
        byte third = text.Length > 2 ? text[2] : (byte)0;
        return (char)first switch
        {
            '.' => second == '.' && third == '.' ? 3 : 1,
            '<' or '>' when second == first => third == '=' ? 3 : 2,
            '+' or '&' or '|' or '#' when second == first => 2,
            '-' when second is (byte)'-' or (byte)'>' => 2,
            '<' or '>' or '+' or '-' or '*' or '/' or '%' or '&' or '|' or '^' or '=' or '!' when second == '=' => 2,
            _ => 1,
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
