using System.Security.Cryptography;

namespace Partition.Building.Cache;

/// <summary>Passes on what is written to it, and knows its SHA-256.</summary>
/// <param name="next">Where to; stays open.</param>
/// <param name="prefix">Text that is hashed before it.</param>
internal sealed class HashingStream(Stream next, string prefix) : Stream
{
    private readonly IncrementalHash _hash = Start(prefix);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The hash of everything so far, 32 bytes.</summary>
    public byte[] Hash => _hash.GetCurrentHash();

    /// <summary>The hash as 64 hexadecimal digits.</summary>
    public string HashText => Convert.ToHexStringLower(Hash);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _hash.AppendData(buffer);
        next.Write(buffer);
    }

    public override void Flush() => next.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private static IncrementalHash Start(string prefix)
    {
        IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(prefix));
        return hash;
    }
}
