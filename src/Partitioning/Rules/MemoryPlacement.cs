using Partition.DeviceTree.Model.Bus;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Rules;

/// <summary>Memory that lies at a fixed place of the board is RAM, is nobody else's, and is not reserved.</summary>
internal static class MemoryPlacement
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

            if (IsOfTheBoardsKind(plan.Board, memory) && !AddressRange.Cover(plan.Board.Memory, memory))
            {
                yield return new(RuleDiagnostics.MemoryOutsideRam(guest, memory, plan.Board.Memory), []);
            }

            // A reservation within memory that the guest has at the same addresses appears in the guest's tree, and is its own affair.
            bool hasReservations = memory == guest.Memory && plan.Request.Policy.WritesReservations;
            foreach (ReservedMemory taken in ReservedMemory.Of(plan).Where(taken =>
                taken.Range.Overlaps(memory) && (taken.IsOfHypervisor || !hasReservations || !memory.Contains(taken.Range))))
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

    /// <summary>
    /// Whether memory could be the board's at all; where it is too large, or lies beyond what the tree can say, that is told already.
    /// </summary>
    private static bool IsOfTheBoardsKind(Board board, AddressRange memory) =>
        memory.Size <= board.Memory.Sum(static range => (decimal)range.Size) && CellCounts.Of(board.Document.Root).CanHold(memory);
}
