namespace Partition.DeviceTree.Model;

/// <summary>Finds nodes by label and by phandle in a time that does not grow with the tree.</summary>
/// <remarks>
/// <para>Made once from a finished tree; it does not follow later changes. Answers as <see cref="DeviceTreeDocument"/> does, which
/// searches the tree each time: of several nodes with a label or a phandle, the first in the tree's order counts.</para>
/// </remarks>
public sealed class NodeIndex
{
    private readonly DeviceTreeNode _root;
    private readonly Dictionary<string, DeviceTreeNode> _byLabel = new(StringComparer.Ordinal);
    private readonly Dictionary<uint, DeviceTreeNode> _byPhandle = [];

    /// <summary>Makes an index of a tree.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="document"/> is <see langword="null"/>.</exception>
    public NodeIndex(DeviceTreeDocument document)
        : this((document ?? throw new ArgumentNullException(nameof(document))).Root)
    {
    }

    private NodeIndex(DeviceTreeNode root)
    {
        _root = root;
        foreach (DeviceTreeNode node in root.DescendantsAndSelf())
        {
            foreach (string label in node.Labels)
            {
                _byLabel.TryAdd(label, node);
            }

            if (node.Phandle is uint phandle and not (0 or uint.MaxValue))
            {
                _byPhandle.TryAdd(phandle, node);
            }
        }
    }

    /// <summary>Makes an index of the tree that a node is in.</summary>
    internal static NodeIndex Around(DeviceTreeNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        while (node.Parent is not null)
        {
            node = node.Parent;
        }

        return new(node);
    }

    /// <summary>Finds a node by its phandle.</summary>
    /// <param name="phandle">The number; 0 and 0xffffffff belong to no node.</param>
    /// <returns>The first node that has it, or <see langword="null"/>.</returns>
    public DeviceTreeNode? FindByPhandle(uint phandle) => _byPhandle.GetValueOrDefault(phandle);

    /// <summary>Finds a node by one of its labels.</summary>
    /// <returns>The first node that has it, or <see langword="null"/>.</returns>
    public DeviceTreeNode? FindByLabel(string label) => _byLabel.GetValueOrDefault(label);

    /// <summary>Finds the node that a reference names: a label, or a full path when it begins with a slash.</summary>
    /// <returns>The node, or <see langword="null"/>.</returns>
    public DeviceTreeNode? FindByReference(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return reference.StartsWith('/') ? _root.FindDescendant(reference) : FindByLabel(reference);
    }
}
