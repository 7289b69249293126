using Partition.DeviceTree.Model;

namespace Partition.Tool.Fdt;

/// <summary>Changes to a tree where libfdt makes them: what is new comes first.</summary>
internal static class TreeEdits
{
    /// <summary>Sets a property: in its place when it is there, else before the others.</summary>
    public static void SetProperty(DeviceTreeNode node, string name, PropertyValue value)
    {
        DeviceTreeProperty[] others = node.FindProperty(name) is null ? [.. node.Properties] : [];
        foreach (DeviceTreeProperty other in others)
        {
            node.RemoveProperty(other.Name);
        }

        node.SetProperty(name, value);
        foreach (DeviceTreeProperty other in others)
        {
            node.SetProperty(other);
        }
    }

    /// <summary>Adds a node before the others.</summary>
    /// <returns>The node.</returns>
    public static DeviceTreeNode AddChild(DeviceTreeNode parent, string name)
    {
        DeviceTreeNode[] others = [.. parent.Children];
        foreach (DeviceTreeNode other in others)
        {
            parent.RemoveChild(other);
        }

        DeviceTreeNode child = parent.AddChild(new(name));
        foreach (DeviceTreeNode other in others)
        {
            parent.AddChild(other);
        }

        return child;
    }
}
