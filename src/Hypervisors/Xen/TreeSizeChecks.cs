using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning;
using Partition.Partitioning.Closure;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Selection;

namespace Partition.Hypervisors.Xen;

/// <summary>Checks that the tree that Xen makes for a guest fits the buffer that it makes it in, and finds what helps.</summary>
internal static class TreeSizeChecks
{
    /// <summary>Checks the trees that are made from a plan.</summary>
    public static IEnumerable<Diagnostic> Check(PartitionPlan plan) =>
        from guest in plan.HasErrors ? [] : plan.Guests
        where !guest.Request.Gives(GuestMetadata.ConfigTree)
        let tree = PassthroughTree.Build(guest)
        let size = SizeOf(guest, tree)
        let most = XenVersion.MostTreeBytes(guest.Profile, tree)
        where size > most
        select XenDiagnostics.GuestTreeTooLarge(
            guest.Request.SpanOf(GuestMetadata.Devices), guest.Name, size, most, FindRemedy(plan, guest));

    /// <summary>Checks a hand-written tree.</summary>
    public static IEnumerable<Diagnostic> Check(GuestPlan guest, DeviceTreeDocument tree)
    {
        int size = SizeOf(guest, tree);
        int most = XenVersion.MostTreeBytes(guest.Profile, tree);
        if (size > most)
        {
            yield return XenDiagnostics.GuestTreeTooLarge(
                guest.Request.SpanOf(GuestMetadata.ConfigTree), guest.Name, size, most, remedy: null);
        }
    }

    private static int SizeOf(GuestPlan guest, DeviceTreeDocument tree) => XenVersion.BytesOf(GuestTree.Predict(guest, tree));

    /// <summary>
    /// Plans once more without the suppliers that the guest could do without: it has them by need alone, no line of the project is about
    /// them, and no device that it lists is a part of them.
    /// </summary>
    /// <returns>Them, and the size of the tree then; <see langword="null"/> when there are none.</returns>
    private static (ImmutableArray<string> Suppliers, int Size)? FindRemedy(PartitionPlan plan, GuestPlan guest)
    {
        HashSet<DeviceTreeNode> used = DeviceReferences.FindUsed(plan.Board);
        ImmutableArray<string> suppliers =
        [
            .. guest.Devices
                .Where(owned => owned is { IsHardware: true, IsSelected: false, Access: DeviceAccess.Default }
                    && !guest.Devices.Any(part => part.IsSelected && part.Device.Node.IsWithin(owned.Device.Node))
                    && SupplierPolicies.IsSupplier(plan.Board, owned.Device.Node, used.Contains))
                .Select(static owned => owned.Device.Name),
        ];
        if (suppliers.IsEmpty)
        {
            return null;
        }

        var policy = new SupplierPolicyRequest(string.Join("; ", suppliers), "", DeviceAccess.Frozen, SourceSpan.None);
        PartitionPlan without = PartitionPlanner.Plan(
            plan.Request with { SupplierPolicies = plan.Request.SupplierPolicies.Add(policy) });
        GuestPlan same = without.Guests.First(other => other.Name == guest.Name);
        return (suppliers, SizeOf(same, PassthroughTree.Build(same)));
    }
}
