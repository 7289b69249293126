using System.Runtime.InteropServices;
using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Checks;

/// <summary>The nodes of a tree in their order, and those of them that have a property which a check is about.</summary>
/// <remarks>Most checks are about one property, which few nodes have: one walk over the tree serves them all.</remarks>
internal sealed class NodesByProperty
{
    private readonly Dictionary<string, List<DeviceTreeNode>> _byProperty = new(StringComparer.Ordinal);
    private readonly List<DeviceTreeNode> _all = [];

    /// <summary>Walks over nodes once.</summary>
    public NodesByProperty(IEnumerable<DeviceTreeNode> nodes)
    {
        foreach (TreeCheck check in CheckCatalogue.All)
        {
            if (check.Property is string property)
            {
                _byProperty.TryAdd(property, []);
            }
        }

        foreach (DeviceTreeNode node in nodes)
        {
            Add(node);
        }
    }

    /// <summary>All nodes.</summary>
    public ReadOnlySpan<DeviceTreeNode> All => CollectionsMarshal.AsSpan(_all);

    /// <summary>The nodes that have a property, which is that of a check.</summary>
    public ReadOnlySpan<DeviceTreeNode> With(string property) => CollectionsMarshal.AsSpan(_byProperty[property]);

    private void Add(DeviceTreeNode node)
    {
        _all.Add(node);
        foreach (DeviceTreeProperty property in node.PropertySpan)
        {
            // A faulty source may have a property twice.
            if (_byProperty.TryGetValue(property.Name, out List<DeviceTreeNode>? having) && (having.Count == 0 || having[^1] != node))
            {
                having.Add(node);
            }
        }
    }
}
