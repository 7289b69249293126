using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Suppliers;

/// <summary>
/// A Linux that has suppliers switches off what none of its own devices uses there. It must not, where devices of other guests or of the
/// hypervisor run on it.
/// </summary>
internal static class SwitchedOffChecks
{
    // Linux, Documentation/admin-guide/kernel-parameters: what keeps it from switching off what is unused.
    private static readonly (Predicate<string> IsOf, string Argument)[] s_keptOn =
    [
        (static property => property == "clocks", "clk_ignore_unused"),
        (static property => property == "power-domains", "pd_ignore_unused"),
        (static property => property.EndsWith("-supply", StringComparison.Ordinal), "regulator_ignore_unused"),
    ];

    /// <summary>Checks all guests of a plan, which must know what the project allows.</summary>
    public static IEnumerable<Diagnostic> Check(PartitionPlan plan) =>
        plan.Request.Policy.RunsGuestsTogether ? plan.Guests.SelectMany(owner => Check(plan, owner)) : [];

    private static IEnumerable<Diagnostic> Check(PartitionPlan plan, GuestPlan owner)
    {
        string[] given = owner.Request.KernelArguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        (Predicate<string> IsOf, string Argument)[] missing = [.. s_keptOn.Where(kept => !given.Contains(kept.Argument))];
        ImmutableArray<SupplierUse> uses =
        [
            .. SupplierUses.OfFrozen(plan, owner)
                .Concat(SupplierUses.OfShared(plan, owner))
                .Concat(SupplierUses.OfHypervisor(plan, owner))
                .Where(use => missing.Any(kept => kept.IsOf(use.Lease.Property))),
        ];
        if (!uses.IsEmpty)
        {
            yield return SupplierDiagnostics.OwnerSwitchesOff(
                owner,
                uses,
                [.. missing.Where(kept => uses.Any(use => kept.IsOf(use.Lease.Property))).Select(static kept => kept.Argument)]);
        }
    }
}
