using Partition.DeviceTree.Model;

namespace Partition.Hypervisors.Xen;

/// <summary>Gives nodes other names.</summary>
internal static class NodeNames
{
    /// <summary>Makes a node of another name that takes over the labels, properties and children of this one, and its location.</summary>
    public static DeviceTreeNode Rename(this DeviceTreeNode node, string name)
    {
        var renamed = new DeviceTreeNode(name) { Labels = node.Labels, Span = node.Span, Extensions = node.Extensions };
        foreach (DeviceTreeProperty property in node.Properties)
        {
            renamed.SetProperty(property);
        }

        foreach (DeviceTreeNode child in node.Children.ToArray())
        {
            node.RemoveChild(child);
            renamed.AddChild(child);
        }

        DeviceTreeNode? parent = node.Parent;
        parent?.RemoveChild(node);
        parent?.AddChild(renamed);
        return renamed;
    }
}
