using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Rules;

/// <summary>
/// A device that reads and writes memory by itself uses the board's addresses. In the hands of a guest whose memory lies elsewhere it
/// would write into somebody else's, unless an IOMMU translates; and memory that its bus does not pass on it cannot use.
/// </summary>
internal static class DmaReach
{
    public static IEnumerable<RuleFinding> Check(PartitionPlan plan)
    {
        foreach (GuestPlan guest in plan.Guests)
        {
            foreach (OwnedDevice owned in guest.Devices.Where(static owned => owned.IsHardware && owned.Device.IsEnabled))
            {
                if (BusMasters.FindReason(owned.Device) is string reason && !IommuProtection.IsProtected(guest, owned.Device.Node)
                    && Check(guest, owned.Device, reason) is { } finding)
                {
                    yield return new(finding, [owned.Device]);
                }
            }
        }
    }

    private static Diagnostic? Check(GuestPlan guest, BoardDevice device, string reason)
    {
        if (guest.HostMemory != guest.Memory)
        {
            return RuleDiagnostics.DmaWithoutIommu(guest, device, reason);
        }

        return DmaTranslation.ReachOf(device.Node) is { } reach && !AddressRange.Cover(reach, guest.Memory)
            ? RuleDiagnostics.MemoryOutOfDmaReach(guest, device, reach)
            : null;
    }
}
