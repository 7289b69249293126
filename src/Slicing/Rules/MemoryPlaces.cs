using Partition.DeviceTree;

namespace Partition.Slicing;

/// <summary>Memory that lies at a fixed place of the board is RAM, is nobody else's, and is not reserved.</summary>
internal static class MemoryPlaces
{
    public static IEnumerable<RuleFinding> Check(PartitionPlan plan)
    {
        var placed = new List<GuestPlan>();
        foreach (GuestPlan guest in plan.Guests)
        {
            if (guest.HostMemory is not AddressRange memory || plan.Board.Memory.IsEmpty)
            {
                continue;
            }

            if (!AddressRange.Cover(plan.Board.Memory, memory))
            {
                yield return new(RuleDiagnostics.MemoryOutsideRam(guest, memory, plan.Board.Memory), []);
            }

            foreach (MemoryTaken taken in MemoryTaken.Of(plan.Board).Where(taken => taken.Range.Overlaps(memory)))
            {
                yield return new(RuleDiagnostics.MemoryReserved(guest, memory, taken), []);
            }

            if (plan.Request.Policy.RunsGuestsTogether)
            {
                foreach (GuestPlan other in placed.Where(other => other.HostMemory!.Value.Overlaps(memory)))
                {
                    yield return new(RuleDiagnostics.MemoryOfTwo(other, guest), []);
                }

                placed.Add(guest);
            }
        }
    }
}
