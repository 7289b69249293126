using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Bindings;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Rules;

/// <summary>
/// A device finds its reservations by their place in <c>memory-region</c>, so that it loses all of them where the guest's RAM lacks one.
/// </summary>
internal static class LostReservations
{
    /// <summary>Checks all guests of a plan.</summary>
    public static IEnumerable<Diagnostic> Check(PartitionPlan plan) => plan.Guests.SelectMany(Check);

    private static IEnumerable<Diagnostic> Check(GuestPlan guest)
    {
        var reservations = new GuestReservations(guest);
        foreach (DeviceTreeNode node in guest.Board.Document.Nodes.Where(node => guest.Keeps(node) && !guest.Frozen.Contains(node)))
        {
            if (guest.FindDisabled(node) is not null || node.FindProperty("memory-region") is not { } property)
            {
                continue;
            }

            ImmutableArray<BoardDevice> lost =
            [
                .. guest.Board.ReferencesIn(node, property).Entries
                    .Select(static entry => entry.Target).OfType<DeviceTreeNode>()
                    .Where(target => guest.Board[target].IsReservation && !guest.Keeps(target) && !reservations.Holds(target))
                    .Select(target => guest.Board[target]).Distinct(),
            ];
            if (lost.Length > 0)
            {
                yield return RuleDiagnostics.ReservationLost(guest, guest.Board[node], lost, property.Span);
            }
        }
    }
}
