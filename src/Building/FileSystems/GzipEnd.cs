using System.Buffers.Binary;

namespace Partition.Building.FileSystems;

/// <summary>Looks whether a gzip file is whole: one that ends early unpacks to what there is, without a word.</summary>
/// <remarks>RFC 1952: a member ends with the CRC of what it unpacks to, which is checked while it is unpacked, and with its length modulo
/// 2^32. Zeros may follow, and other members.</remarks>
internal static class GzipEnd
{
    private const int LengthSize = 4;
    private const int HeaderSize = 10;
    private const int BufferLength = 1 << 16;
    private const int MaxPadding = 1 << 16;

    /// <summary>Whether a file ends as a whole one does.</summary>
    /// <param name="file">The file; it is read from its beginning.</param>
    /// <param name="length">How many bytes it unpacks to.</param>
    public static bool IsWhole(Stream file, long length) => EndsWith(file, (uint)length) || HasSecondMember(file);

    /// <summary>Whether the last member of a file is the only one: it unpacks to the length that its end says.</summary>
    public static bool EndsWith(Stream file, uint length)
    {
        // The last bytes of the length may be zeros themselves.
        long end = file.Length;
        long first = Math.Max(HeaderSize, end - MaxPadding);
        Span<byte> last = stackalloc byte[LengthSize];
        for (long at = end - LengthSize; at >= first; at--)
        {
            file.Position = at;
            file.ReadExactly(last);
            if (BinaryPrimitives.ReadUInt32LittleEndian(last) == length)
            {
                return true;
            }

            if (last[^1] != 0)
            {
                return false;
            }
        }

        return false;
    }

    // A header that is not the first: its mark, deflate, no reserved flag, and a system that there is.
    private static bool HasSecondMember(Stream file)
    {
        byte[] buffer = new byte[BufferLength];
        for (long start = 1; start < file.Length; start += BufferLength - HeaderSize + 1)
        {
            file.Position = start;
            ReadOnlySpan<byte> part = buffer.AsSpan(0, file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
            for (int at; part.Length >= HeaderSize && (at = part.IndexOf<byte>([0x1F, 0x8B, 8])) >= 0;)
            {
                part = part[at..];
                if (part.Length >= HeaderSize && part[3] < 0x20 && part[8] is (0 or 2 or 4) && part[9] is (<= 13 or 255))
                {
                    return true;
                }

                part = part[1..];
            }
        }

        return false;
    }
}
