namespace Partition.Slicing;

/// <summary>
/// A device that reads and writes memory by itself uses the board's addresses. In the hands of a guest whose memory lies elsewhere it
/// would write into somebody else's, unless an IOMMU translates.
/// </summary>
internal static class DmaReach
{
    public static IEnumerable<RuleFinding> Check(PartitionPlan plan)
    {
        if (plan.Request.Policy.MapsMemoryIdentically)
        {
            yield break;
        }

        foreach (GuestPlan guest in plan.Guests.Where(static guest => guest.HostMemory != guest.Memory))
        {
            foreach (OwnedDevice owned in guest.Devices.Where(static owned => owned.IsHardware && owned.Device.IsEnabled))
            {
                if (BusMasters.FindReason(owned.Device) is string reason && !BusMasters.IsTranslated(owned.Device.Node))
                {
                    yield return new(RuleDiagnostics.DmaWithoutIommu(guest, owned.Device, reason), [owned.Device]);
                }
            }
        }
    }
}
