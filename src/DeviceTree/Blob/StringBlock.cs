using System.Text;

namespace Partition.DeviceTree.Blob;

/// <summary>The strings block: the names of properties, each once, where it may be the tail of another.</summary>
internal sealed class StringBlock
{
    private readonly Dictionary<string, int> _offsets = new(StringComparer.Ordinal);
    private byte[] _bytes;
    private int _length;

    /// <summary>Makes a block.</summary>
    /// <param name="beginning">What stands in it already.</param>
    public StringBlock(ReadOnlySpan<byte> beginning = default)
    {
        _bytes = new byte[beginning.Length + 1024];
        _length = beginning.Length;
        beginning.CopyTo(_bytes);
    }

    /// <summary>The block.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>The offset of a name; the lowest at which it and its NUL stand already, or the end, where it is put.</summary>
    public int Add(string name)
    {
        if (!_offsets.TryGetValue(name, out int offset))
        {
            offset = FindOrAppend(Encoding.Latin1.GetBytes(name + "\0"));
            _offsets.Add(name, offset);
        }

        return offset;
    }

    private int FindOrAppend(ReadOnlySpan<byte> text)
    {
        int offset = Bytes.IndexOf(text);
        if (offset >= 0)
        {
            return offset;
        }

        if (_length + text.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + text.Length));
        }

        text.CopyTo(_bytes.AsSpan(_length));
        _length += text.Length;
        return _length - text.Length;
    }
}
