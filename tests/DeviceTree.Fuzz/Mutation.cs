using System.Text;

namespace Partition.DeviceTree.Fuzz;

/// <summary>Damages inputs: the same way for the same random numbers.</summary>
internal static class Mutation
{
    private static readonly byte[][] s_pieces = [.. new[]
    {
        "\"", "'", "/*", "*/", "//", "{", "}", "<", ">", "(", ")", "[", "]", ";", ",", "=", "&", "&{", "&{/", "@", "#", "#if", "#else",
        "#endif", "#define A A(", "\\",
        "/bits/ 64", "/bits/ 8 <", "/plugin/;", "\\\n", "\n", "\r\n", "\0", "\u00ff", "# 7 \"x\"\n", "/delete-node/ ", "/delete-property/ ",
        "/omit-if-no-ref/ ", "/memreserve/ ",
        "?", ":", "-", "~", "!", "<<", ">>", "&&", "||", "==", "<=", "/ ", "%", "##", "0x", "09", "1ULL", "4294967296",
        "18446744073709551616", "'a'", "/dts-v1/;", "/", "n: ",
        "phandle = <1>;",
        "reg = <0>;",
        "ranges;",
        "#address-cells = <4>;",
        "#size-cells = <0>;",
        "interrupts = <1>;",
        "status = \"okay\";",
        "compatible = \"a\", \"b\";",
        "remote-endpoint = <&a>;", "interrupt-parent = <&a>;", "name = \"a\";", "a {", "};", "&{/} {", "/ {",
    }.Select(Encoding.Latin1.GetBytes)];

    /// <summary>Damages a text in one to four places.</summary>
    /// <param name="text">The text.</param>
    /// <param name="random">What decides.</param>
    /// <param name="other">Another text, pieces of which may get into this one.</param>
    public static byte[] OfText(byte[] text, Random random, byte[] other)
    {
        List<byte> mutated = [.. text];
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            int at = random.Next(mutated.Count + 1);
            int length = Math.Min(random.Next(random.Next(4) == 0 ? 200 : 12), mutated.Count - at);
            switch (random.Next(7))
            {
                case 0:
                    mutated.RemoveRange(at, length);
                    break;
                case 1:
                    mutated.InsertRange(random.Next(mutated.Count + 1), mutated.GetRange(at, length));
                    break;
                case 2 when at < mutated.Count:
                    mutated[at] = (byte)random.Next(random.Next(2) == 0 ? 128 : 256);
                    break;
                case 3 when other.Length > 0:
                    int from = random.Next(other.Length);
                    mutated.InsertRange(at, other.AsSpan(from, Math.Min(random.Next(80), other.Length - from)).ToArray());
                    break;
                case 4 when at < mutated.Count:
                    mutated.RemoveRange(at, mutated.Count - at > 1 && random.Next(20) == 0 ? mutated.Count - at : 1);
                    break;
                default:
                    mutated.InsertRange(at, s_pieces[random.Next(s_pieces.Length)]);
                    break;
            }
        }

        return [.. mutated];
    }

    /// <summary>Damages a blob: cuts it, or changes up to three bytes or cells, most often in its header and tokens.</summary>
    public static byte[] OfBlob(byte[] blob, Random random)
    {
        byte[] mutated = random.Next(6) == 0 ? blob[..random.Next(blob.Length)] : [.. blob];
        for (int i = random.Next(1, 4); i > 0 && mutated.Length > 0; i--)
        {
            int at = random.Next(random.Next(3) == 0 ? Math.Min(72, mutated.Length) : mutated.Length);
            if (random.Next(3) == 0)
            {
                // A whole cell: a length, an offset, a token.
                at &= ~3;
                uint value = random.Next(3) switch
                {
                    0 => (uint)random.Next(16),
                    1 => uint.MaxValue - (uint)random.Next(8),
                    _ => (uint)random.Next(),
                };
                for (int j = 0; j < 4 && at + j < mutated.Length; j++)
                {
                    mutated[at + j] = (byte)(value >> (24 - (8 * j)));
                }
            }
            else
            {
                mutated[at] = (byte)random.Next(random.Next(2) == 0 ? 256 : 12);
            }
        }

        return mutated;
    }
}
