using Partition.Images.Files;

namespace Partition.Images.Ext2;

/// <summary>Reads a file of an image through its runs, which have been checked against the image's length.</summary>
internal sealed class BlockRunStream(Stream image, List<BlockRun> runs, long length) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (Position < 0 || Position >= length || buffer.IsEmpty)
        {
            return 0;
        }

        BlockRun run = runs[FindRun(Position)];
        long inRun = Position - run.Start;
        Span<byte> target = buffer[..(int)Math.Min(buffer.Length, Math.Min(run.Length - inRun, length - Position))];
        if (run.Offset < 0)
        {
            target.Clear();
        }
        else if (!image.TryReadAt(run.Offset + inRun, target))
        {
            return 0;
        }

        Position += target.Length;
        return target.Length;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int FindRun(long position)
    {
        int low = 0;
        int high = runs.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (runs[middle].Start <= position)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }
}
