using System.Buffers.Binary;

namespace Partition.Fuzz;

/// <summary>Damages bytes: the same way for the same random numbers.</summary>
internal static class BinaryMutation
{
    private static readonly uint[] s_edges =
    [
        0, 1, 2, 3, 4, 8, 0x7F, 0x80, 0xFF, 0x100, 0x1FF, 0x200, 0x3FF, 0x400, 0x7FFF, 0x8000, 0xFFFF,
        0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF,
    ];

    /// <summary>Damages bytes in one to four places, most often where they are not zero.</summary>
    /// <param name="good">The bytes.</param>
    /// <param name="other">Other bytes, pieces of which may get into these.</param>
    /// <param name="random">What decides.</param>
    public static byte[] Of(byte[] good, byte[] other, Random random)
    {
        byte[] bytes = [.. good];
        for (int change = random.Next(1, 5); change > 0 && bytes.Length >= 8; change--)
        {
            int at = Place(bytes, random);
            switch (random.Next(8))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at & ~3), s_edges[random.Next(s_edges.Length)]);
                    break;
                case 3:
                    BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at & ~3), s_edges[random.Next(s_edges.Length)]);
                    break;
                case 4:
                    BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at & ~1), (ushort)s_edges[random.Next(s_edges.Length)]);
                    break;
                case 5:
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at & ~3), (uint)random.Next(2 * bytes.Length));
                    break;
                case 6:
                    // A digit of a number that is written as text.
                    bytes[at] = (byte)"0123456789abcdefABCDEF 7"[random.Next(24)];
                    break;
                default:
                    int length = Math.Min(random.Next(600), Math.Min(other.Length, bytes.Length - at));
                    other.AsSpan(random.Next(other.Length - length + 1), length).CopyTo(bytes.AsSpan(at));
                    break;
            }
        }

        return random.Next(12) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static int Place(byte[] bytes, Random random)
    {
        int at = 0;
        for (int attempt = 0; attempt < 6; attempt++)
        {
            at = random.Next(bytes.Length - 3);
            if (bytes[at] != 0)
            {
                break;
            }
        }

        return at;
    }
}
