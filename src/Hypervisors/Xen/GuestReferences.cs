using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;

namespace Partition.Hypervisors.Xen;

/// <summary>Makes the references in a guest's devices those of the guest's tree.</summary>
/// <remarks>
/// What names the board's interrupt controller names the one that Xen makes, which has no address cells and specifiers of three cells.
/// What names other things that are gone, such as CPUs, goes.
/// </remarks>
/// <param name="slice">The slice, with all that Xen makes itself still in it.</param>
internal sealed class GuestReferences(Board slice)
{
    private static readonly InterruptReferences.Controller s_made = new(GuestLayout.InterruptControllerPhandle, AddressCells: 0, Cells: 3);

    private readonly InterruptReferences _interrupts = new(slice, s_made);

    /// <summary>Rewrites the properties of all nodes that are left of the slice.</summary>
    public void Rewrite()
    {
        HashSet<DeviceTreeNode> left = [.. slice.Document.Nodes];
        DeviceTreeNode[] nodes = [.. left];
        ILookup<DeviceTreeNode, DeviceTreeProperty> interrupts = _interrupts.Rewrite(nodes, IsReplaced);
        foreach (DeviceTreeNode node in nodes)
        {
            ImmutableDictionary<string, DeviceTreeProperty> rewritten =
                interrupts[node].ToImmutableDictionary(static property => property.Name, StringComparer.Ordinal);
            foreach (DeviceTreeProperty property in node.Properties.ToArray())
            {
                DeviceTreeNode[] gone =
                [
                    .. slice.FindPhandles(node, property)
                        .Select(static reference => reference.Target)
                        .Where(target => !left.Contains(target)),
                ];
                if (rewritten.TryGetValue(property.Name, out DeviceTreeProperty? other) && Array.TrueForAll(gone, IsReplaced))
                {
                    node.SetProperty(other);
                }
                else if (gone.Length > 0)
                {
                    node.RemoveProperty(property.Name);
                }
            }
        }
    }

    private bool IsReplaced(DeviceTreeNode controller) =>
        BoardParts.IsInterruptController(slice[controller]) || InterruptRoutes.IsWatcher(slice[controller]);
}
