using System.Buffers.Binary;
using System.Text;

namespace Partition.Partitioning.Tests.RawTrees;

/// <summary>A node as it stands in the bytes of a blob.</summary>
internal sealed class RawNode(string name, RawNode? parent)
{
    public string Name => name;

    public RawNode? Parent => parent;

    public string Path { get; } = parent is null ? "/" : parent.Parent is null ? "/" + name : $"{parent.Path}/{name}";

    public List<RawNode> Children { get; } = [];

    /// <summary>The properties in their order.</summary>
    public Dictionary<string, byte[]> Properties { get; } = new(StringComparer.Ordinal);

    public IEnumerable<RawNode> Below => Children.SelectMany(static child => child.Below.Prepend(child));

    /// <summary>The big-endian numbers of a property; none when it is not there, or is no list of numbers.</summary>
    public uint[] Cells(string property)
    {
        if (!Properties.TryGetValue(property, out byte[]? bytes) || bytes.Length % 4 != 0)
        {
            return [];
        }

        var cells = new uint[bytes.Length / 4];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(4 * i));
        }

        return cells;
    }

    /// <summary>A number, or what holds without the property.</summary>
    public int Count(string property, int byDefault) => Cells(property) is [uint count] ? (int)count : byDefault;

    public string[] Strings(string property) => Properties.TryGetValue(property, out byte[]? bytes) && bytes.Length > 0
        ? Encoding.Latin1.GetString(bytes)[..^1].Split('\0')
        : [];
}
