using Partition.Building.Files;

namespace Partition.Sdk.Tests;

/// <summary>This machine's disk until a number of steps; the next one fails, and those after it do not. A read or a write that fails has
/// done
/// half of its work.</summary>
internal sealed class FaultyFiles(int steps) : IHostFiles
{
    private int _left = steps;

    /// <summary>Whether the step that fails was reached.</summary>
    public bool HasFailed { get; private set; }

    public Stream OpenRead(string path)
    {
        Step();
        return new FaultyStream(this, DiskFiles.Instance.OpenRead(path));
    }

    public Stream CreateNeighbour(string path, bool isPrivate, out string name)
    {
        Step();
        return new FaultyStream(this, DiskFiles.Instance.CreateNeighbour(path, isPrivate, out name));
    }

    public void FlushToDisk(Stream stream)
    {
        Step();
        DiskFiles.Instance.FlushToDisk(((FaultyStream)stream).Inner);
    }

    public void Move(string from, string to)
    {
        Step();
        DiskFiles.Instance.Move(from, to);
    }

    public void Delete(string path) => DiskFiles.Instance.Delete(path);

    private bool Fails()
    {
        bool fails = _left-- == 0;
        HasFailed |= fails;
        return fails;
    }

    private void Step()
    {
        if (Fails())
        {
            throw new IOException("The disk has an error.");
        }
    }

    private sealed class FaultyStream(FaultyFiles disk, Stream inner) : Stream
    {
        public Stream Inner => inner;

        public override bool CanRead => inner.CanRead;

        public override bool CanSeek => inner.CanSeek;

        public override bool CanWrite => inner.CanWrite;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        public override int Read(Span<byte> buffer)
        {
            if (disk.Fails())
            {
                _ = inner.Read(buffer[..(buffer.Length / 2)]);
                throw new IOException("The disk has an error.");
            }

            return inner.Read(buffer);
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (disk.Fails())
            {
                inner.Write(buffer[..(buffer.Length / 2)]);
                throw new IOException("No space left on device.");
            }

            inner.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() => inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void SetLength(long value) => inner.SetLength(value);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
