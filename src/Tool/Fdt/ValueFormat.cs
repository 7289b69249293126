namespace Partition.Tool.Fdt;

/// <summary>How a value is written on the command line: the argument of <c>-t</c>.</summary>
/// <param name="Kind"><c>s</c> string, <c>i</c> signed, <c>u</c> unsigned, <c>x</c> hexadecimal, <c>r</c> raw bytes; NUL when nothing is
/// said.</param>
/// <param name="Size">Bytes of one number: 1, 2 or 4; 0 when nothing is said.</param>
internal readonly record struct ValueFormat(char Kind, int Size)
{
    /// <summary>What the help says about it.</summary>
    public const string Description = "The type: s string, i signed, u unsigned, x hexadecimal, r raw bytes (fdtget); "
        + "before it hh or b for bytes, h for 2 bytes, l for 4.";

    /// <summary>Reads the argument of <c>-t</c>.</summary>
    /// <returns>The format, or <see langword="null"/> when it is none.</returns>
    public static ValueFormat? Parse(string text)
    {
        (string prefix, string kind) = text.Length > 0 ? (text[..^1], text[^1..]) : ("", "");
        int? size = prefix switch { "" => 0, "b" or "hh" => 1, "h" => 2, "l" => 4, _ => null };
        return size is int bytes && kind is "s" or "i" or "u" or "x" or "r" ? new ValueFormat(kind[0], bytes) : null;
    }
}
