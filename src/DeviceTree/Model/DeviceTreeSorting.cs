namespace Partition.DeviceTree.Model;

/// <summary>Puts a tree in an order that does not depend on how it was written (<c>dtc -s</c>), to compare it with another.</summary>
public static class DeviceTreeSorting
{
    /// <summary>Sorts a tree in place: reservations by address and size, properties and nodes by the bytes of their names.</summary>
    /// <remarks>What has the same name stays in its order.</remarks>
    /// <param name="document">The tree to sort.</param>
    /// <exception cref="ArgumentNullException"><paramref name="document"/> is <see langword="null"/>.</exception>
    public static void Sort(DeviceTreeDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        MemoryReservation[] reservations =
            [.. document.MemoryReservations.OrderBy(static entry => entry.Address).ThenBy(static entry => entry.Size)];
        document.MemoryReservations.Clear();
        foreach (MemoryReservation entry in reservations)
        {
            document.MemoryReservations.Add(entry);
        }

        foreach (DeviceTreeNode node in document.Nodes.ToArray())
        {
            node.SortByName();
        }
    }
}
