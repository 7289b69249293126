using Partition.Images.Files;

namespace Partition.Images.Tests.Support;

/// <summary>A content of any length that takes no memory: each 8 bytes hold their own place, or all are zero.</summary>
internal sealed class PatternContent(long length) : IFileContent
{
    public long Length => length;

    public bool IsZero { get; init; }

    public Stream OpenRead() => new PatternStream(length, IsZero);

    private sealed class PatternStream(long length, bool isZero) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int count = (int)Math.Min(buffer.Length, length - Position);
            buffer[..count].Clear();
            for (int i = 0; !isZero && i < count; i++)
            {
                buffer[i] = (byte)((Position + i) / 8 >> (int)((Position + i) % 8 * 8));
            }

            Position += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
