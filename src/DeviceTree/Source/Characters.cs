namespace Partition.DeviceTree.Source;

/// <summary>What a byte may be part of.</summary>
internal static class Characters
{
    private const byte Blank = 1;
    private const byte Digit = 2;
    private const byte HexDigit = 4;
    private const byte Letter = 8;
    private const byte Name = 16;
    private const byte Path = 32;

    private static readonly byte[] Table = BuildTable();

    /// <summary>White space.</summary>
    public static bool IsBlank(byte c) => (Table[c] & Blank) != 0;

    /// <summary><c>0-9</c></summary>
    public static bool IsDigit(byte c) => (Table[c] & Digit) != 0;

    /// <summary><c>0-9a-fA-F</c></summary>
    public static bool IsHexDigit(byte c) => (Table[c] & HexDigit) != 0;

    /// <summary>What a label may begin with: <c>a-zA-Z_</c></summary>
    public static bool IsLetter(byte c) => (Table[c] & Letter) != 0;

    /// <summary>What a label may go on with.</summary>
    public static bool IsWord(byte c) => (Table[c] & (Letter | Digit)) != 0;

    /// <summary>What the lexer takes for the name of a node or a property; the checks are stricter.</summary>
    public static bool IsName(byte c) => (Table[c] & Name) != 0;

    /// <summary>What a path reference may hold.</summary>
    public static bool IsPath(byte c) => (Table[c] & Path) != 0;

    /// <summary>The value of a hexadecimal digit.</summary>
    public static int HexValue(byte c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

    private static byte[] BuildTable()
    {
        var table = new byte[256];
        for (int c = 0; c < 128; c++)
        {
            bool isLetter = char.IsAsciiLetter((char)c);
            bool isDigit = char.IsAsciiDigit((char)c);
            bool isName = isLetter || isDigit || ",._+*#?@-".Contains((char)c, StringComparison.Ordinal);
            table[c] = (byte)((c is ' ' or (>= '\t' and <= '\r') ? Blank : 0)
                | (isDigit ? Digit : 0)
                | (char.IsAsciiHexDigit((char)c) ? HexDigit : 0)
                | (isLetter || c == '_' ? Letter : 0)
                | (isName ? Name | Path : 0)
                | (c == '/' ? Path : 0));
        }

        return table;
    }
}
