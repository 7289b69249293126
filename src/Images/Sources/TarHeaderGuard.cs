using System.Globalization;

namespace Partition.Images.Sources;

/// <summary>Looks at each header of a tar archive on its way to .NET's reader, which takes an extended header into memory as a whole and
/// believes the length that the header claims. No name or attribute of a real file is nearly as long as the limit.</summary>
/// <remarks>A header is read as 512 bytes, whatever its sum; what follows an extended header is its own bytes. The contents of files are
/// not read at all.</remarks>
internal sealed class TarHeaderGuard(Stream archive, CancellationToken cancellation) : Stream
{
    /// <summary>The longest extended header: a pax header, or GNU's long name or link.</summary>
    public const int MaxExtendedHeader = 1 << 20;

    private const int HeaderSize = 512;
    private const int SizeField = 124;
    private const int SizeLength = 12;
    private const int TypeField = 156;

    private long _extendedStart = -1;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => archive.Length;

    public override long Position
    {
        get => archive.Position;
        set => archive.Position = value;
    }

    /// <exception cref="InvalidDataException">It is an extended header that claims to be longer than the limit.</exception>
    public override int Read(Span<byte> buffer)
    {
        cancellation.ThrowIfCancellationRequested();
        bool isExtendedHeader = archive.Position == _extendedStart;
        int read = archive.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (read == HeaderSize && !isExtendedHeader && buffer[TypeField] is ((byte)'x' or (byte)'g' or (byte)'L' or (byte)'K'))
        {
            _extendedStart = archive.Position;
            CheckSize(buffer.Slice(SizeField, SizeLength));
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => archive.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // Octal digits, or a number of base 256 with the highest bit set (GNU). What is neither, the reader itself refuses.
    private static void CheckSize(ReadOnlySpan<byte> field)
    {
        bool isTooLong = (field[0] & 0x80) != 0
            ? field[..^4].ContainsAnyExcept((byte)0, (byte)0x80) || ReadBinary(field[^4..]) > MaxExtendedHeader
            : ReadOctal(field) > MaxExtendedHeader;
        if (isTooLong)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"an extended header claims to be longer than {MaxExtendedHeader} bytes."));
        }
    }

    private static long ReadBinary(ReadOnlySpan<byte> bytes) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes);

    private static long ReadOctal(ReadOnlySpan<byte> field)
    {
        long number = 0;
        foreach (byte digit in field.Trim(" \0"u8))
        {
            number = digit is >= (byte)'0' and <= (byte)'7' ? (number << 3) + digit - '0' : -1;
            if (number < 0)
            {
                return number;
            }
        }

        return number;
    }
}
