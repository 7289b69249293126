using System.Text;

namespace Partition.DeviceTree.Blob;

/// <summary>The strings block: the names of properties, each once, where it may be the tail of another.</summary>
internal sealed class StringBlock
{
    /// <summary>A real tree's block is smaller; searching it is quicker than to index it.</summary>
    private const int MaxUnindexed = 64 << 10;

    private readonly Dictionary<string, int> _offsets = new(StringComparer.Ordinal);
    private byte[] _bytes;
    private int _length;
    private SuffixIndex? _suffixes;

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
        int offset = Find(text);
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
        _suffixes?.Add(Bytes, _length - text.Length);
        return _length - text.Length;
    }

    private int Find(ReadOnlySpan<byte> text)
    {
        if (_length <= MaxUnindexed)
        {
            return Bytes.IndexOf(text);
        }

        if (_suffixes is null)
        {
            _suffixes = new();
            _suffixes.Add(Bytes, 0);
        }

        int offset = _suffixes.Find(text[..^1]);
        return offset < 0 || Bytes[offset..].StartsWith(text) ? offset : Bytes.IndexOf(text);
    }
}
