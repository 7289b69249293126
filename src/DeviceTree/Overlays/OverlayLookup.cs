using System.Text;
using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Overlays;

/// <summary>Finds nodes as a boot loader finds them in a DTB, which is laxer than in a source.</summary>
internal static class OverlayLookup
{
    /// <summary>An alias may stand for another; more of them than this go in a circle.</summary>
    private const int MaxChainLength = 8;

    /// <summary>The first child of a name; a name without unit address takes a child of any.</summary>
    public static DeviceTreeNode? FindChild(DeviceTreeNode node, string name)
    {
        bool isExact = name.Contains('@', StringComparison.Ordinal);
        foreach (DeviceTreeNode child in node.Children)
        {
            if (child.Name == name || (!isExact && child.BaseName == name))
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>Finds a node by a path from the root, or from an alias.</summary>
    public static DeviceTreeNode? FindPath(DeviceTreeNode root, string path) => FindPath(root, path, MaxChainLength);

    private static DeviceTreeNode? FindPath(DeviceTreeNode root, string path, int chain)
    {
        DeviceTreeNode? node = root;
        string rest = path;
        if (!path.StartsWith('/'))
        {
            string alias = path.Split('/')[0];
            rest = path[alias.Length..];
            PropertyValue? value = FindChild(root, "aliases")?.FindProperty(alias)?.Value;
            node = value is null || chain == 0 ? null : FindPath(root, Text(value), chain - 1);
        }

        foreach (string name in rest.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            node = node is null ? null : FindChild(node, name);
        }

        return node;
    }

    /// <summary>The first node of a phandle.</summary>
    public static DeviceTreeNode? FindPhandle(DeviceTreeDocument document, uint phandle) =>
        document.Nodes.FirstOrDefault(node => PhandleOf(node) == phandle);

    /// <summary>The phandle of a node, or 0 when it has none.</summary>
    public static uint PhandleOf(DeviceTreeNode node) =>
        Cell(node, "phandle") ?? Cell(node, "linux,phandle") ?? 0;

    /// <summary>The bytes before the first NUL, or all of them.</summary>
    public static string Text(PropertyValue value)
    {
        int end = value.Bytes.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? value.Bytes : value.Bytes[..end]);
    }

    private static uint? Cell(DeviceTreeNode node, string name) =>
        node.FindProperty(name)?.Value.TryReadCell(out uint cell) == true ? cell : null;
}
