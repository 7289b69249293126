using Partition.DeviceTree.Model;

namespace Partition.Partitioning.Boards;

/// <summary>Walks a tree upwards.</summary>
internal static class NodeAncestry
{
    /// <summary>The node, its parent, and so on up to the root.</summary>
    public static IEnumerable<DeviceTreeNode> AncestorsAndSelf(this DeviceTreeNode node)
    {
        for (DeviceTreeNode? level = node; level is not null; level = level.Parent)
        {
            yield return level;
        }
    }

    /// <summary>Whether a node is another or lies below it.</summary>
    public static bool IsWithin(this DeviceTreeNode node, DeviceTreeNode above) => node.AncestorsAndSelf().Contains(above);
}
