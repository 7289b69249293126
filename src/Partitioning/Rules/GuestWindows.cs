using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Rules;

/// <summary>Within one guest, RAM and devices lie at different addresses.</summary>
internal static class GuestWindows
{
    public static IEnumerable<RuleFinding> Check(PartitionPlan plan)
    {
        // Without RAM on the board there is no place for a guest's, and that is told already.
        foreach (GuestPlan guest in plan.Board.Memory.IsEmpty ? [] : plan.Guests)
        {
            foreach (OwnedDevice owned in guest.Devices
                .Where(owned => owned.Device.IsEnabled
                    && !guest.Frozen.Contains(owned.Device.Node)
                    && !plan.Request.Policy.Moves(guest, owned.Device)))
            {
                foreach (AddressRange registers in owned.Device.Registers.Where(guest.Memory.Overlaps))
                {
                    yield return new(RuleDiagnostics.WindowsCollide(guest, owned.Device, registers), [owned.Device]);
                }
            }
        }
    }
}
