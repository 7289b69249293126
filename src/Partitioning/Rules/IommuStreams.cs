using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Rules;

/// <summary>
/// An IOMMU distinguishes devices by their stream ids. What it lets one device of a stream reach, all devices of the stream reach.
/// </summary>
/// <remarks>Linux binding iommu/iommu.txt: the cells after the phandle in <c>iommus</c> are the ids.</remarks>
internal static class IommuStreams
{
    public static IEnumerable<RuleFinding> Check(PartitionPlan plan)
    {
        var owners = new Dictionary<(DeviceTreeNode Iommu, string Ids), (GuestPlan Guest, OwnedDevice Device)>();
        foreach (GuestPlan guest in plan.Guests)
        {
            foreach (OwnedDevice owned in guest.Devices.Where(static owned => owned.IsHardware && owned.Device.IsEnabled))
            {
                foreach ((DeviceTreeNode iommu, string ids) in IommuProtection.StreamsOf(plan.Board, owned.Device.Node))
                {
                    if (!owners.TryAdd((iommu, ids), (guest, owned)) && owners[(iommu, ids)] is var first && first.Guest != guest)
                    {
                        yield return new(
                            RuleDiagnostics.StreamOfTwo(plan.Board[iommu], ids, first.Guest, first.Device.Device, guest, owned.Device),
                            [first.Device.Device, owned.Device]);
                    }
                }
            }
        }
    }
}
