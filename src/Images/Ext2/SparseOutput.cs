namespace Partition.Images.Ext2;

/// <summary>Writes strictly forward and leaves out runs of zeros where the stream can seek, so that they take no room.</summary>
internal sealed class SparseOutput
{
    private const int Granularity = 4096;

    private static readonly byte[] Zeros = new byte[64 << 10];

    private readonly Stream _stream;
    private readonly long _start;
    private long _written;

    public SparseOutput(Stream stream)
    {
        _stream = stream;
        if (stream.CanSeek)
        {
            // What is passed over must read as zeros, whatever the stream held before.
            _start = stream.Position;
            stream.SetLength(_start);
        }
    }

    /// <summary>Bytes from where the stream stood at first.</summary>
    public long Position { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int zeros = CountZeros(bytes);
            Skip(zeros);
            bytes = bytes[zeros..];
            int data = CountData(bytes);
            if (data > 0)
            {
                CatchUp();
                _stream.Write(bytes[..data]);
                Position += data;
                _written = Position;
                bytes = bytes[data..];
            }
        }
    }

    public void Skip(long zeros) => Position += zeros;

    /// <summary>Makes the stream as long as its position says, and leaves it at its end.</summary>
    public void Finish()
    {
        if (_stream.CanSeek)
        {
            _stream.SetLength(_start + Position);
        }

        CatchUp();
    }

    private void CatchUp()
    {
        if (_stream.CanSeek)
        {
            _stream.Position = _start + Position;
            _written = Position;
            return;
        }

        while (_written < Position)
        {
            int count = (int)Math.Min(Zeros.Length, Position - _written);
            _stream.Write(Zeros, 0, count);
            _written += count;
        }
    }

    private static int CountZeros(ReadOnlySpan<byte> bytes)
    {
        int first = bytes.IndexOfAnyExcept((byte)0);
        return first < 0 ? bytes.Length : first / Granularity * Granularity;
    }

    private static int CountData(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        while (count < bytes.Length)
        {
            ReadOnlySpan<byte> part = bytes.Slice(count, Math.Min(Granularity, bytes.Length - count));
            if (!part.ContainsAnyExcept((byte)0))
            {
                break;
            }

            count += part.Length;
        }

        return count;
    }
}
