using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Rules;

/// <summary>What the hypervisor drives itself is not given away.</summary>
internal static class HypervisorDevices
{
    public static IEnumerable<RuleFinding> Check(PartitionPlan plan)
    {
        IOwnershipPolicy policy = plan.Request.Policy;
        foreach (GuestPlan guest in plan.Guests)
        {
            foreach (OwnedDevice owned in guest.Devices.Where(static owned => owned.IsHardware))
            {
                if (policy.FindOwnUse(plan.Board, owned.Device) is string use)
                {
                    yield return new(OwnershipDiagnostics.HypervisorUsesIt(guest, owned, policy.Name, use), [owned.Device]);
                }
            }
        }
    }
}
