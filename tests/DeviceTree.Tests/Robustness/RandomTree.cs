using Partition.DeviceTree.Model;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Tests.Robustness;

/// <summary>A tree that a seed decides: all types, labels, references, odd lengths, odd bytes.</summary>
internal sealed class RandomTree
{
    private readonly Random _random;
    private readonly List<DeviceTreeNode> _labelled = [];
    private int _names;

    public RandomTree(int seed)
    {
        _random = new(seed);
        Document = new(new("")) { BootCpuId = (uint)_random.Next(4) };
        for (int i = _random.Next(3); i > 0; i--)
        {
            Document.MemoryReservations.Add(new((ulong)_random.NextInt64() + 1, (ulong)_random.NextInt64()));
        }

        Fill(Document.Root, 0);
        foreach (DeviceTreeNode node in Document.Nodes.ToArray())
        {
            AddReferences(node);
        }
    }

    public DeviceTreeDocument Document { get; }

    private void Fill(DeviceTreeNode node, int depth)
    {
        for (int i = _random.Next(8); i > 0; i--)
        {
            node.SetProperty(Name(",._+*#?-"), Value());
        }

        for (int i = depth > 5 ? 0 : _random.Next(4); i > 0; i--)
        {
            DeviceTreeNode child = node.AddChild(new(Name(",._+-") + (_random.Next(2) == 0 ? "" : "@" + _random.Next(100))));
            if (_random.Next(2) == 0)
            {
                child.Labels = [$"l{_names++}", $"l{_names++}"];
                child.SetProperty("phandle", PropertyValue.FromCells((uint)(_labelled.Count + 1)));
                _labelled.Add(child);
            }

            Fill(child, depth + 1);
        }
    }

    private void AddReferences(DeviceTreeNode node)
    {
        if (_labelled.Count == 0 || _random.Next(3) != 0)
        {
            return;
        }

        int index = _random.Next(_labelled.Count);
        DeviceTreeNode target = _labelled[index];
        byte[] path = System.Text.Encoding.ASCII.GetBytes(target.Path + "\0");
        node.SetProperty($"ref-{_names++}", new(
            [0, 0, 0, (byte)_random.Next(2), .. PropertyValue.FromCells((uint)index + 1).Bytes, .. path],
            [
                new(ValueMarkerKind.Cells32, 0, "", SourceSpan.None),
                new(ValueMarkerKind.PhandleReference, 4, target.Labels[_random.Next(2)], SourceSpan.None),
                new(ValueMarkerKind.String, 8, "", SourceSpan.None),
                new(ValueMarkerKind.PathReference, 8, target.Path, SourceSpan.None),
            ]));
    }

    private string Name(string extra)
    {
        string characters = "abcdefgXYZ019" + extra;
        return string.Concat(Enumerable.Range(0, _random.Next(1, 12)).Select(_ => characters[_random.Next(characters.Length)]))
            + $"-{_names++}";
    }

    private PropertyValue Value()
    {
        var bytes = new byte[_random.Next(20)];
        _random.NextBytes(bytes);
        return _random.Next(5) switch
        {
            0 => PropertyValue.Empty,
            1 => PropertyValue.FromCells((uint)_random.Next(), uint.MaxValue),
            2 => PropertyValue.FromStrings("text", "\u00e9\"\\\n", ""),
            3 => new(
                [.. bytes],
                [new((ValueMarkerKind)_random.Next((int)ValueMarkerKind.Bytes, (int)ValueMarkerKind.String + 1), 0, "", SourceSpan.None)]),
            _ => new([.. bytes], []),
        };
    }
}
