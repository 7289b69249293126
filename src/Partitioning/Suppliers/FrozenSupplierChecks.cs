using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Suppliers;

/// <summary>Whether guests can do without the suppliers that the project takes from them.</summary>
internal static class FrozenSupplierChecks
{
    // What a guest loses of these, firmware or another guest has set; clocks and supplies get a stand-in.
    private static readonly string[] s_settings =
    [
        "clocks", "assigned-clocks", "assigned-clock-parents", "resets", "power-domains", "interconnects", "nvmem-cells", "nvmem",
        "performance-domains", "operating-points-v2", "required-opps", "thermal-sensors", "dmas", "iommus",
    ];

    // Linux, Documentation/admin-guide/kernel-parameters: what keeps it from switching off what is unused.
    private static readonly (Predicate<string> IsOf, string Argument)[] s_keptOn =
    [
        (static property => property == "clocks", "clk_ignore_unused"),
        (static property => property == "power-domains", "pd_ignore_unused"),
        (static property => property.EndsWith("-supply", StringComparison.Ordinal), "regulator_ignore_unused"),
    ];

    /// <summary>Checks all guests of a plan.</summary>
    public static IEnumerable<Diagnostic> Check(PartitionPlan plan) =>
        [.. plan.Guests.SelectMany(Check), .. plan.Guests.SelectMany(owner => CheckOwner(plan, owner))];

    private static IEnumerable<Diagnostic> Check(GuestPlan guest)
    {
        foreach (IGrouping<DeviceTreeNode, SupplierLease> leases in guest.Leases.GroupBy(static lease => lease.Supplier))
        {
            BoardDevice supplier = guest.Board[leases.Key];
            SourceSpan at = guest.SpanOfSupplier(leases.Key);
            ImmutableArray<SupplierLease> clocks = [.. leases.Where(static lease => lease is { IsClock: true, ClockFrequency: null })];
            if (!clocks.IsEmpty)
            {
                yield return SupplierDiagnostics.RatesUnknown(guest, supplier, clocks, at);
            }

            ImmutableArray<SupplierLease> lost = [.. leases.Where(static lease => !IsSetting(lease.Property))];
            if (!lost.IsEmpty)
            {
                yield return SupplierDiagnostics.ReferencesLost(guest, supplier, lost, at);
            }
        }

        foreach (DeviceTreeNode supplier in guest.KeptNodes.Where(guest.Frozen.Contains))
        {
            if (guest.Devices.FirstOrDefault(owned => owned.Device is { Role: DeviceRole.Device, IsEnabled: true }
                && owned.Device.Node.IsWithin(supplier) && !guest.Frozen.Contains(owned.Device.Node)) is { } below)
            {
                yield return SupplierDiagnostics.PartOfFrozen(guest, guest.Board[supplier], below, guest.SpanOfSupplier(supplier));
            }
        }
    }

    /// <summary>A guest that has the suppliers must not switch off what the others run on.</summary>
    private static IEnumerable<Diagnostic> CheckOwner(PartitionPlan plan, GuestPlan owner)
    {
        (GuestPlan Guest, SupplierLease Lease)[] uses =
        [
            .. from guest in plan.Guests
               where guest != owner
               from lease in guest.Leases
               where owner.Find(lease.Supplier) is { IsHardware: true }
               select (guest, lease),
        ];
        string[] given = owner.Request.KernelArguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[] missing =
        [
            .. s_keptOn
                .Where(kept => uses.Any(use => kept.IsOf(use.Lease.Property)) && !given.Contains(kept.Argument))
                .Select(static kept => kept.Argument),
        ];
        if (plan.Request.Policy.RunsGuestsTogether && missing.Length > 0)
        {
            string suppliers = Quote(uses.Select(use => plan.Board[use.Lease.Supplier].Name));
            yield return SupplierDiagnostics.OwnerSwitchesOff(owner, suppliers, Quote(uses.Select(static use => use.Guest.Name)), missing);
        }
    }

    private static string Quote(IEnumerable<string> names) => string.Join(", ", names.Distinct().Select(static name => $"'{name}'"));

    private static bool IsSetting(string property) =>
        s_settings.Contains(property)
            || property.EndsWith("-supply", StringComparison.Ordinal)
            || property.StartsWith("pinctrl-", StringComparison.Ordinal);
}
