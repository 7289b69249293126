using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;

namespace Partition.Hypervisors.Xen;

/// <summary>The names of the board's nodes in the tree that Xen reads.</summary>
/// <remarks>
/// Xen 4.17, xen/arch/arm/bootfdt.c, early_scan_node: every node called <c>memory</c> is RAM, wherever it is, also a reservation or a
/// part of a memory controller; one that it cannot read as such ends the search for the others, and Xen stops before it can print.
/// </remarks>
internal static class HostNames
{
    private const string Memory = "memory";

    /// <summary>A node's path there.</summary>
    public static string PathOf(DeviceTreeNode node) => "/" + string.Join('/', node.AncestorsAndSelf()
        .TakeWhile(static level => level.Parent is not null)
        .Select(NameOf)
        .Reverse());

    /// <summary>Finds a node of the board by its path there, or by the board's own.</summary>
    public static DeviceTreeNode? Find(DeviceTreeDocument board, string path) =>
        board.FindByPath(path) ?? board.Nodes.FirstOrDefault(node => path.EndsWith(NameOf(node), StringComparison.Ordinal)
            && PathOf(node) == path);

    /// <summary>Gives the nodes their names in a copy of the board's tree.</summary>
    public static void Rename(DeviceTreeDocument host)
    {
        foreach (DeviceTreeNode node in host.Nodes.Where(static node => NameOf(node) != node.Name).ToArray())
        {
            node.Rename(NameOf(node)).RemoveProperty("device_type");
        }
    }

    private static string NameOf(DeviceTreeNode node) =>
        node.BaseName == Memory && node.Parent is { Parent: not null } ? "not-" + node.Name : node.Name;
}
