using System.Buffers;
using Partition.DeviceTree.Source;

namespace Partition.DeviceTree.Preprocessing;

/// <summary>What the preprocessor made: bytes, and where each was written.</summary>
/// <remarks>The bytes are borrowed: a process that compiles many sources would throw away a large array for each of them.</remarks>
internal sealed class PreprocessedText : IDisposable
{
    /// <summary>More than this is a mistake, or meant ill.</summary>
    private const int MaxSize = 64 << 20;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(256 << 10);

    /// <summary>Where the bytes were written.</summary>
    public PositionMap Map { get; } = new();

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>Whether bytes were left out because there were too many.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The last byte, or 0.</summary>
    public byte Last => Length == 0 ? (byte)0 : _bytes[Length - 1];

    /// <summary>The bytes; the array may be longer than <see cref="Length"/>.</summary>
    public byte[] Buffer => _bytes;

    /// <summary>Appends bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxSize - Length)
        {
            IsCut = true;
            return;
        }

        if (Length + bytes.Length > _bytes.Length)
        {
            Grow(Length + bytes.Length);
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Appends one byte.</summary>
    public void Append(byte value) => Append([value]);

    /// <summary>Gives the bytes back. Nobody may look at them any more; the map stays.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    private void Grow(int length)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, length));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
