using Partition.DeviceTree.Model;

namespace Partition.Tool.Fdt;

/// <summary>Finds nodes as libfdt does: a name without a unit address means the first node that has it before its <c>@</c>, and a path
/// without a slash begins with an alias.</summary>
/// <remarks>libfdt, <c>fdt_path_offset</c> and <c>fdt_subnode_offset</c>.</remarks>
internal static class BlobPath
{
    /// <summary>Finds a node.</summary>
    /// <returns>The node, or <see langword="null"/>.</returns>
    public static DeviceTreeNode? Find(DeviceTreeDocument document, string path)
    {
        if (!path.StartsWith('/'))
        {
            string[] parts = path.Split('/', 2);
            DeviceTreeProperty? alias = document.Root.FindChild("aliases")?.FindProperty(parts[0]);
            return alias is not null && alias.Value.TryReadString(out string target) && target.StartsWith('/')
                ? Find(document, parts.Length == 2 ? $"{target}/{parts[1]}" : target)
                : null;
        }

        DeviceTreeNode? node = document.Root;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node is null ? null : FindChild(node, name);
        }

        return node;
    }

    /// <summary>Finds a child.</summary>
    /// <returns>The child, or <see langword="null"/>.</returns>
    public static DeviceTreeNode? FindChild(DeviceTreeNode node, string name) =>
        node.Children.FirstOrDefault(child => child.Name == name || (!name.Contains('@') && child.Name.Split('@')[0] == name));
}
