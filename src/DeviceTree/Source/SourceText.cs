namespace Partition.DeviceTree.Source;

/// <summary>The bytes of one file and where its lines begin.</summary>
/// <remarks>
/// With splices removed, as the preprocessor reads it, a line of the file may begin in the middle of a line of the text; the
/// table of line starts holds both forms, so that a place always names the user's own line.
/// </remarks>
internal sealed class SourceText
{
    private readonly int[] _lineStarts;

    private SourceText(byte[] bytes, int[] lineStarts)
    {
        Bytes = bytes;
        _lineStarts = lineStarts;
    }

    /// <summary>The text.</summary>
    public byte[] Bytes { get; }

    /// <summary>How many lines the file has.</summary>
    public int LineCount => _lineStarts.Length;

    /// <summary>A file as it is.</summary>
    public static SourceText Raw(byte[] bytes)
    {
        ReadOnlySpan<byte> text = bytes;
        var starts = new int[text.Count((byte)'\n') + 1];
        for (int line = 1; line < starts.Length; line++)
        {
            int start = starts[line - 1];
            starts[line] = start + text[start..].IndexOf((byte)'\n') + 1;
        }

        return new(bytes, starts);
    }

    /// <summary>A file as translation phase 2 of C leaves it: backslash and line end removed, CR LF as LF.</summary>
    public static SourceText Spliced(byte[] bytes)
    {
        ReadOnlySpan<byte> text = bytes;
        bool isPlain = !text.Contains((byte)'\r') && !HasSplice(text);
        return isPlain ? Raw(bytes) : RemoveSplices(text);
    }

    /// <summary>Where in the table the line of an offset stands, searched from a line that is near.</summary>
    /// <param name="offset">A byte offset into the text.</param>
    /// <param name="hint">An index from an earlier call, or 0.</param>
    public int LineIndex(int offset, int hint)
    {
        int[] starts = _lineStarts;
        if (hint >= starts.Length || starts[hint] > offset)
        {
            hint = Array.BinarySearch(starts, offset);
            hint = hint < 0 ? ~hint - 1 : hint;
        }

        while (hint + 1 < starts.Length && starts[hint + 1] <= offset)
        {
            hint++;
        }

        return hint;
    }

    /// <summary>The offset at which a line of the file begins.</summary>
    public int LineStart(int index) => _lineStarts[index];

    private static bool HasSplice(ReadOnlySpan<byte> text)
    {
        for (int at = 0; text[at..].IndexOf((byte)'\\') is int next and >= 0;)
        {
            at += next + 1;
            if (SpliceLength(text[at..]) > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The length of what a backslash splices away behind it: blanks and one line end, or 0.</summary>
    private static int SpliceLength(ReadOnlySpan<byte> afterBackslash)
    {
        int blanks = afterBackslash.IndexOfAnyExcept(" \t\r"u8);
        return blanks >= 0 && afterBackslash[blanks] == '\n' ? blanks + 1 : 0;
    }

    private static SourceText RemoveSplices(ReadOnlySpan<byte> text)
    {
        var output = new byte[text.Length];
        int length = 0;
        List<int> starts = [0];
        for (int i = 0; i < text.Length; i++)
        {
            byte c = text[i];
            if (c == '\\' && SpliceLength(text[(i + 1)..]) is int splice and > 0)
            {
                i += splice;
                starts.Add(length);
                continue;
            }

            if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                continue;
            }

            output[length++] = c;
            if (c == '\n')
            {
                starts.Add(length);
            }
        }

        return new(output[..length], [.. starts]);
    }
}
