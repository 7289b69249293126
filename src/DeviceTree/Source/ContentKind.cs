namespace Partition.DeviceTree.Source;

/// <summary>A kind of file that a device tree source cannot be, recognized by its content.</summary>
/// <param name="Name">The kind as a message names it, with its article.</param>
/// <param name="Remedy">What to do where a device tree is expected.</param>
internal sealed record ContentKind(string Name, string Remedy)
{
    private const int HeadLength = 4096;
    private const int MinControlCharacters = 4;
    private const string Unpack = "Unpack it first.";

    private static readonly ContentKind s_text = new("text", "Give the name of a source the ending '.dts', so that it is compiled.");
    private static readonly ContentKind s_utf16 = new("UTF-16", "Save it as UTF-8.");
    private static readonly ContentKind s_utf32 = new("UTF-32", "Save it as UTF-8.");
    private static readonly ContentKind s_binary = new("a binary file", "Name the file that has the text of the source.");

    /// <summary>What files begin with. A longer beginning precedes one that it begins with.</summary>
    private static readonly (byte[] Magic, ContentKind Kind)[] s_magics =
    [
        ([0x7F, (byte)'E', (byte)'L', (byte)'F'], new("an ELF file", "An ELF file is a program or a kernel: name the device tree's file.")),
        ([0xD0, 0x0D, 0xFE, 0xED], new(
            "a device tree blob", "Give its name the ending '.dtb', or make a source of it with 'partition dts'.")),
        ([0x1F, 0x8B], new("a gzip file", Unpack)),
        ([.. "PK\x03\x04"u8], new("a zip archive", Unpack)),
        ([0xFD, .. "7zXZ\0"u8], new("an xz file", Unpack)),
        ([0x28, 0xB5, 0x2F, 0xFD], new("a zstd file", Unpack)),
        ([.. "BZh91AY&SY"u8], new("a bzip2 file", Unpack)),
        ([0x27, 0x05, 0x19, 0x56], new("an image for U-Boot", "Unpack it first: 'dumpimage' does so.")),
        ([0xFF, 0xFE, 0, 0], s_utf32),
        ([0, 0, 0xFE, 0xFF], s_utf32),
        ([0xFF, 0xFE], s_utf16),
        ([0xFE, 0xFF], s_utf16),
    ];

    /// <summary>Recognizes a file that is not text of one byte a character.</summary>
    /// <param name="content">The whole file, or its beginning.</param>
    /// <returns>The kind, or <see langword="null"/> for a file that may be a source, the empty one included.</returns>
    public static ContentKind? Of(ReadOnlySpan<byte> content)
    {
        foreach ((byte[] magic, ContentKind kind) in s_magics)
        {
            if (content.StartsWith(magic))
            {
                return kind;
            }
        }

        ReadOnlySpan<byte> head = content[..Math.Min(content.Length, HeadLength)];
        return IsUtf16(head) ? s_utf16 : IsBinary(head) ? s_binary : null;
    }

    /// <summary>Recognizes a file that was given as a blob and does not begin as one.</summary>
    /// <param name="content">The whole file, or its beginning.</param>
    /// <returns>The kind, or <see langword="null"/> for bytes that say nothing.</returns>
    public static ContentKind? OfBlob(ReadOnlySpan<byte> content)
    {
        ContentKind? kind = Of(content);
        return kind == s_utf16 || kind == s_utf32 ? s_text
            : kind == s_binary ? null
            : kind ?? (CountControlCharacters(content[..Math.Min(content.Length, HeadLength)]) == 0 ? s_text : null);
    }

    /// <summary>Whether every second byte is zero, as that of English text in UTF-16 is, with few exceptions.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> head)
    {
        Span<int> zeros = [0, 0];
        for (int i = 0; i < head.Length; i++)
        {
            zeros[i & 1] += head[i] == 0 ? 1 : 0;
        }

        int pairs = head.Length / 2;
        return pairs >= MinControlCharacters && Math.Max(zeros[0], zeros[1]) * 10 >= pairs * 9 && Math.Min(zeros[0], zeros[1]) * 10 < pairs;
    }

    /// <summary>Whether more than one of 16 is a control character, as one of 10 is in noise; a stray one is an error of a text.</summary>
    private static bool IsBinary(ReadOnlySpan<byte> head) =>
        CountControlCharacters(head) is >= MinControlCharacters and var count && count * 16 > head.Length;

    private static int CountControlCharacters(ReadOnlySpan<byte> head)
    {
        int count = 0;
        foreach (byte c in head)
        {
            count += (c < ' ' && !Characters.IsBlank(c)) || c == 0x7F ? 1 : 0;
        }

        return count;
    }
}
