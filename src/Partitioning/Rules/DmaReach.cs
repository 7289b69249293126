using System.Collections.Immutable;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Rules;

/// <summary>
/// A bus master uses the board's addresses. In the hands of a guest whose RAM is at others, its DMA would reach memory that the guest does
/// not own, unless an IOMMU translates; and memory that its bus does not pass on it cannot use.
/// </summary>
internal static class DmaReach
{
    public static IEnumerable<RuleFinding> Check(PartitionPlan plan)
    {
        var free = new FreeMemory(plan);
        foreach (GuestPlan guest in plan.Guests)
        {
            ImmutableArray<(OwnedDevice Owned, string Reason)> masters =
            [
                .. from owned in guest.Devices
                   where owned.IsHardware && owned.Device.IsEnabled
                   let reason = BusMasters.FindReason(owned.Device)
                   where reason is not null && !IommuProtection.IsProtected(guest, owned.Device.Node)
                   select (owned, reason),
            ];
            if (masters.IsEmpty)
            {
                continue;
            }

            foreach (RuleFinding finding in guest.HostMemory == guest.Memory
                ? CheckReach(guest, masters)
                : CheckPlace(guest, masters, free))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<RuleFinding> CheckPlace(
        GuestPlan guest, ImmutableArray<(OwnedDevice Owned, string Reason)> masters, FreeMemory free)
    {
        ulong? place = free.Take(guest, masters.Select(static master => master.Owned.Device));
        return masters.Select(master =>
            new RuleFinding(RuleDiagnostics.DmaWithoutIommu(guest, master.Owned, master.Reason, place), [master.Owned.Device]));
    }

    private static IEnumerable<RuleFinding> CheckReach(GuestPlan guest, ImmutableArray<(OwnedDevice Owned, string Reason)> masters) =>
        from master in masters
        let reach = DmaTranslation.ReachOf(master.Owned.Device.Node)
        where reach is not null && !AddressRange.Cover(reach, guest.Memory)
        select new RuleFinding(RuleDiagnostics.MemoryOutOfDmaReach(guest, master.Owned.Device, reach.Value), [master.Owned.Device]);
}
