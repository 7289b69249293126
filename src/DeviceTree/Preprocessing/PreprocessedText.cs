using Partition.DeviceTree.Text;

namespace Partition.DeviceTree.Preprocessing;

/// <summary>What the preprocessor made: bytes, and where each was written.</summary>
internal sealed class PreprocessedText
{
    /// <summary>More than this is a mistake, or meant ill.</summary>
    private const int Largest = 64 << 20;

    private byte[] _bytes = new byte[64 << 10];

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
        if (bytes.Length > Largest - Length)
        {
            IsCut = true;
            return;
        }

        if (Length + bytes.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes.Length));
        }

        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Appends one byte.</summary>
    public void Append(byte value) => Append([value]);
}
