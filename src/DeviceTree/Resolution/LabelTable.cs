using Partition.Diagnostics;

namespace Partition.DeviceTree.Resolution;

/// <summary>Finds nodes by label and by path.</summary>
internal sealed class LabelTable(DraftNode root)
{
    /// <summary>More offers than this only take time: something larger is wrong.</summary>
    private const int MaxGuesses = 50;

    private readonly Dictionary<string, DraftNode> _nodes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _shared = new(StringComparer.Ordinal);
    private int _guesses;

    /// <summary>Notes a label.</summary>
    public void Add(string label, DraftNode node)
    {
        if (!_nodes.TryAdd(label, node) && _nodes[label] != node)
        {
            _shared.Add(label);
        }
    }

    /// <summary>Forgets the label of a node.</summary>
    public void Remove(string label, DraftNode node)
    {
        if (_nodes.TryGetValue(label, out DraftNode? owner) && owner == node)
        {
            _nodes.Remove(label);
        }
    }

    /// <summary>Finds a node by its label.</summary>
    /// <remarks>
    /// Two nodes may share a label for a while: a board labels its own regulator like the one that it deletes further down.
    /// Until then the first in the tree has it, as in dtc.
    /// </remarks>
    public DraftNode? Find(string label) => _shared.Contains(label)
        ? root.LiveNodes().FirstOrDefault(node => node.LiveLabels.Any(candidate => candidate.Name == label))
        : _nodes.GetValueOrDefault(label);

    /// <summary>Finds what a reference names: <c>label</c>, <c>/path</c> or <c>label/path</c>.</summary>
    public DraftNode? FindReference(string reference)
    {
        if (reference.StartsWith('/'))
        {
            return root.FindPath(reference);
        }

        int slash = reference.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? Find(reference) : Find(reference[..slash])?.FindPath(reference.AsSpan(slash));
    }

    /// <summary>The label that looks most like one that does not exist, or <see langword="null"/> when none does.</summary>
    public string? Nearest(string label) => ++_guesses > MaxGuesses ? null : NearestName.Find(label, _nodes.Keys);

    /// <summary>How far a path can be followed.</summary>
    public static string LongestPath(DraftNode root, ReadOnlySpan<char> path)
    {
        DraftNode node = root;
        foreach (Range part in path.Split('/'))
        {
            if (!path[part].IsEmpty)
            {
                if (node.FindChild(path[part]) is not DraftNode child)
                {
                    break;
                }

                node = child;
            }
        }

        return node.Path;
    }
}
