namespace Partition.Images.Tests.Support;

/// <summary>Bytes in memory that count how many of them were read.</summary>
internal sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
{
    public long BytesRead { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int count = base.Read(buffer);
        BytesRead += count;
        return count;
    }
}
