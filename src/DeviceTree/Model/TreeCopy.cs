namespace Partition.DeviceTree.Model;

/// <summary>Copies trees. Properties are immutable and shared.</summary>
internal static class TreeCopy
{
    /// <summary>Copies a document. Does not call itself: a tree may be deeper than the stack.</summary>
    public static DeviceTreeDocument Of(DeviceTreeDocument document)
    {
        var copy = new DeviceTreeDocument(Shallow(document.Root))
        {
            BootCpuId = document.BootCpuId,
            IsPlugin = document.IsPlugin,
            IsFromBlob = document.IsFromBlob,
            Strings = document.Strings,
        };
        foreach (MemoryReservation reservation in document.MemoryReservations)
        {
            copy.MemoryReservations.Add(reservation);
        }

        var pending = new Stack<(DeviceTreeNode Original, DeviceTreeNode Copy)>([(document.Root, copy.Root)]);
        while (pending.TryPop(out (DeviceTreeNode Original, DeviceTreeNode Copy) node))
        {
            foreach (DeviceTreeNode child in node.Original.Children)
            {
                pending.Push((child, node.Copy.AddChild(Shallow(child))));
            }
        }

        return copy;
    }

    /// <summary>Copies a node without what is below it.</summary>
    private static DeviceTreeNode Shallow(DeviceTreeNode node)
    {
        var copy = new DeviceTreeNode(node.Name) { Labels = node.Labels, Span = node.Span, Extensions = node.Extensions };
        foreach (DeviceTreeProperty property in node.Properties)
        {
            copy.AppendProperty(property);
        }

        return copy;
    }
}
