using System.Text;

namespace Partition.DeviceTree.Source;

/// <summary>Makes strings of names, one for each name: a tree says <c>compatible</c> and <c>reg</c> a thousand times.</summary>
internal sealed class NamePool
{
    private readonly Dictionary<byte[], string> _names = new(ByteStringComparer.Instance);
    private readonly Dictionary<byte[], string>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    /// <summary>Makes an empty pool.</summary>
    public NamePool() => _lookup = _names.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>The string of a name; each byte becomes the character of the same number.</summary>
    public string Get(ReadOnlySpan<byte> name)
    {
        if (!_lookup.TryGetValue(name, out string? text))
        {
            text = Encoding.Latin1.GetString(name);
            _lookup[name] = text;
        }

        return text;
    }
}
