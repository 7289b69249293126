using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Bindings;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Rules;

/// <summary>Decides whether an IOMMU that the hypervisor programs is between a device and memory.</summary>
/// <remarks>
/// A property <c>iommus</c> alone does not protect: the IOMMU may be disabled, or be one that the hypervisor has no driver for. Of a bus,
/// or of a PCI host by <c>iommu-map</c>, no hypervisor here takes it for the devices below.
/// </remarks>
internal static class IommuProtection
{
    private const string Property = "iommus";

    /// <summary>Whether each of a device's own streams goes through an IOMMU that the hypervisor programs.</summary>
    public static bool IsBehindIommu(GuestPlan guest, DeviceTreeNode node)
    {
        ImmutableArray<PhandleEntry> entries = EntriesOf(guest.Board, node);
        return !entries.IsEmpty && entries.All(entry => entry.Target is { } iommu
            && guest.Board[iommu].IsEnabled && guest.Policy.DrivesIommu(guest.Board[iommu]));
    }

    /// <summary>
    /// Whether a device reaches only its guest's memory: it uses such an IOMMU, or it is the glue around cores that all are. The
    /// core masters the bus, and the node above it only joins it to clocks and resets.
    /// </summary>
    public static bool IsProtected(GuestPlan guest, DeviceTreeNode node)
    {
        if (node.FindProperty(Property) is not null)
        {
            return IsBehindIommu(guest, node);
        }

        DeviceTreeNode[] cores =
        [
            .. node.DescendantsAndSelf().Skip(1).Where(below => below.FindProperty(Property) is not null && guest.Board[below].IsEnabled),
        ];
        return cores.Length > 0 && Array.TrueForAll(cores, core => IsBehindIommu(guest, core));
    }

    /// <summary>The streams of a device: the IOMMU of each, and its ids in hexadecimal.</summary>
    public static IEnumerable<(DeviceTreeNode Iommu, string Ids)> StreamsOf(Board board, DeviceTreeNode node)
    {
        DeviceTreeProperty? property = node.FindProperty(Property);
        foreach (PhandleEntry entry in EntriesOf(board, node).Where(static entry => entry.Target is not null))
        {
            ReadOnlySpan<byte> ids = property!.Value.Bytes.Slice(entry.PhandleAt + sizeof(uint), entry.Length - sizeof(uint));
            yield return (entry.Target!, Convert.ToHexStringLower(ids));
        }
    }

    private static ImmutableArray<PhandleEntry> EntriesOf(Board board, DeviceTreeNode node) =>
        node.FindProperty(Property) is { } property ? board.ReferencesIn(node, property).Entries : [];
}
