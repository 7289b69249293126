using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Partition.Hypervisors.Xen;

/// <summary>Wraps commands into the form in which U-Boot takes a script: its legacy image format. Big-endian throughout.</summary>
/// <remarks>
/// U-Boot, include/image.h, <c>struct legacy_img_hdr</c>; doc/usage/cmd/source.rst. The data is a list of lengths that ends in 0, here
/// that of the one script, and the script behind it.
/// </remarks>
internal static class ScriptImage
{
    private const int HeaderSize = 64;
    private const uint MagicNumber = 0x2705_1956;

    private const byte OperatingSystemLinux = 5;
    private const byte ArchitectureArm = 2;
    private const byte TypeScript = 6;
    private const byte Uncompressed = 0;
    private const string Name = "Partition boot script";

    // The header's fields, in bytes from its start; the time of writing stays 0, so that equal scripts give equal bytes.
    private const int Magic = 0x00;
    private const int HeaderChecksum = 0x04; // Of the header, with 0 in this place.
    private const int DataSize = 0x0c;
    private const int DataChecksum = 0x18;
    private const int OperatingSystem = 0x1c; // u8 each, from here on.
    private const int Architecture = 0x1d;
    private const int ImageType = 0x1e;
    private const int Compression = 0x1f;
    private const int ImageName = 0x20; // 32 bytes.

    public static ImmutableArray<byte> Write(string script)
    {
        byte[] text = Encoding.ASCII.GetBytes(script);
        byte[] image = new byte[HeaderSize + (2 * sizeof(uint)) + text.Length];
        Span<byte> data = image.AsSpan(HeaderSize);
        BinaryPrimitives.WriteUInt32BigEndian(data, (uint)text.Length);
        text.CopyTo(data[(2 * sizeof(uint))..]);

        Span<byte> header = image.AsSpan(0, HeaderSize);
        BinaryPrimitives.WriteUInt32BigEndian(header[Magic..], MagicNumber);
        BinaryPrimitives.WriteUInt32BigEndian(header[DataSize..], (uint)data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(header[DataChecksum..], Checksum(data));
        header[OperatingSystem] = OperatingSystemLinux;
        header[Architecture] = ArchitectureArm;
        header[ImageType] = TypeScript;
        header[Compression] = Uncompressed;
        Encoding.ASCII.GetBytes(Name).CopyTo(header[ImageName..]);
        BinaryPrimitives.WriteUInt32BigEndian(header[HeaderChecksum..], Checksum(header));
        return [.. image];
    }

    /// <summary>The CRC-32 of IEEE 802.3, reflected, as zlib computes it.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        const uint polynomial = 0xedb8_8320;
        uint sum = uint.MaxValue;
        foreach (byte value in bytes)
        {
            sum ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ (polynomial & (0 - (sum & 1)));
            }
        }

        return ~sum;
    }
}
