using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Suppliers;

namespace Partition.Partitioning.Rules;

/// <summary>
/// A guest that has a supplier sets what its own devices use of it: it must not be the very clock, reset line or power domain that a guest
/// which does without the supplier, or the hypervisor, relies on.
/// </summary>
internal static class SupplierSelectors
{
    private static readonly string[] s_properties = ["clocks", "resets", "power-domains"];

    public static IEnumerable<RuleFinding> Check(PartitionPlan plan)
    {
        foreach (GuestPlan owner in plan.Guests)
        {
            IEnumerable<SupplierUse> uses = SupplierUses.OfFrozen(plan, owner).Concat(SupplierUses.OfHypervisor(plan, owner));
            foreach (IGrouping<DeviceTreeNode, SupplierUse> supplier in uses
                .Where(static use => s_properties.Contains(use.Lease.Property)).GroupBy(static use => use.Lease.Supplier))
            {
                ImmutableArray<SupplierLease> own =
                    SupplierLeases.Of(plan.Board, owner.KeptNodes, new FrozenSuppliers([supplier.Key]), static _ => null);
                foreach (IGrouping<string, SupplierUse> other in supplier.GroupBy(static use => use.User))
                {
                    ImmutableArray<(SupplierLease Lease, SupplierLease Own)> both =
                    [
                        .. from use in other
                           from mine in own.Where(mine => AreSame(mine, use.Lease)).Take(1)
                           select (use.Lease, mine),
                    ];
                    if (!both.IsEmpty)
                    {
                        BoardDevice device = plan.Board[supplier.Key];
                        yield return new(RuleDiagnostics.SelectorOfTwo(owner, other.First(), device, both), [device]);
                    }
                }
            }
        }
    }

    /// <summary>Whether the devices of a guest that has a supplier set the very thing that another use of it relies on.</summary>
    public static bool IsSetBy(ImmutableArray<SupplierLease> own, SupplierLease use) => own.Any(mine => AreSame(mine, use));

    private static bool AreSame(SupplierLease one, SupplierLease other) =>
        one.Property == other.Property
        && one.Target == other.Target
        && one.Specifier.AsSpan().SequenceEqual(other.Specifier.AsSpan())
        && s_properties.Contains(one.Property);
}
