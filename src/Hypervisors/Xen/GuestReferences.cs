using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;

namespace Partition.Hypervisors.Xen;

/// <summary>Makes the references in a guest's devices those of the guest's tree.</summary>
/// <remarks>
/// What names the board's interrupt controller names the one that Xen makes, which has no address cells. What names other things that
/// are gone, such as CPUs, goes.
/// </remarks>
internal static class GuestReferences
{
    /// <summary>Rewrites the properties of all nodes that are left of a slice.</summary>
    /// <param name="slice">The slice as it was before nodes were taken out of it.</param>
    public static void Rewrite(Board slice)
    {
        HashSet<DeviceTreeNode> left = [.. slice.Document.Nodes];
        foreach (DeviceTreeNode node in left.Where(static node => node.Parent is not null))
        {
            foreach (DeviceTreeProperty property in node.Properties.ToArray())
            {
                Rewrite(slice, left, node, property);
            }
        }
    }

    private static void Rewrite(Board slice, HashSet<DeviceTreeNode> left, DeviceTreeNode node, DeviceTreeProperty property)
    {
        (int Offset, DeviceTreeNode Target)[] gone = [.. slice
            .FindPhandles(node, property)
            .Where(reference => !left.Contains(reference.Target))];
        if (gone.Length == 0)
        {
            return;
        }

        if (gone.Any(reference => !BoardParts.IsInterruptController(slice[reference.Target]))
            || !property.Value.TryReadCells(out ImmutableArray<uint> cells))
        {
            node.RemoveProperty(property.Name);
            return;
        }

        bool isMap = property.Name == "interrupt-map";
        ImmutableArray<uint>.Builder rewritten = cells.ToBuilder();
        foreach ((int offset, DeviceTreeNode controller) in gone.Reverse())
        {
            int at = offset / sizeof(uint);
            rewritten[at] = GuestLayout.InterruptControllerPhandle;
            int addressCells = isMap && controller.FindProperty("#address-cells") is not null ? (int)controller.AddressCells : 0;
            rewritten.RemoveRange(at + 1, Math.Min(addressCells, rewritten.Count - at - 1));
        }

        node.SetProperty(new(property.Name, PropertyValue.FromCells(rewritten.ToArray())) { Span = property.Span });
    }
}
