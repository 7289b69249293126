using Partition.Images.Files;

namespace Partition.Images.Tests.Support;

/// <summary>A content of zeros that knows it, with some bytes at one place.</summary>
internal sealed class SparseFile(long length, long start, byte[] bytes) : ISparseContent
{
    public long Length => length;

    public IReadOnlyList<ContentRange> FindData() => [new(start, start + bytes.Length)];

    public Stream OpenRead() => new SparseStream(length, start, bytes);

    private sealed class SparseStream(long length, long start, byte[] bytes) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int count = (int)Math.Min(buffer.Length, length - Position);
            buffer[..count].Clear();
            long from = Math.Max(Position, start);
            long to = Math.Min(Position + count, start + bytes.Length);
            if (from < to)
            {
                bytes.AsSpan((int)(from - start), (int)(to - from)).CopyTo(buffer[(int)(from - Position)..]);
            }

            Position += count;
            return count;
        }

        public override long Seek(long offset, SeekOrigin origin) =>
            Position = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => Position + offset, _ => length + offset };

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
