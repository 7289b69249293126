using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Bindings;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Suppliers;

/// <summary>Whether guests can do without the suppliers that the project takes from them.</summary>
internal static class FrozenSupplierChecks
{
    /// <summary>Checks all guests of a plan.</summary>
    public static IEnumerable<Diagnostic> Check(PartitionPlan plan) =>
        plan.Guests.SelectMany(guest => Check(guest, !plan.Request.MeasuredClocks.IsEmpty));

    private static IEnumerable<Diagnostic> Check(GuestPlan guest, bool isMeasured)
    {
        foreach (IGrouping<DeviceTreeNode, SupplierLease> leases in guest.Leases.GroupBy(static lease => lease.Supplier))
        {
            BoardDevice supplier = guest.Board[leases.Key];
            SourceSpan at = guest.SpanOfSupplier(leases.Key);
            ImmutableArray<SupplierLease> clocks = [.. leases.Where(static lease => lease is { IsClock: true, ClockFrequency: null })];
            if (!clocks.IsEmpty)
            {
                yield return SupplierDiagnostics.RatesUnknown(guest, supplier, clocks, isMeasured, at);
            }

            ImmutableArray<SupplierLease> lost =
                [.. leases.Where(static lease => !FrozenReferences.AreSettled(lease.Consumer, lease.Property))];
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
}
