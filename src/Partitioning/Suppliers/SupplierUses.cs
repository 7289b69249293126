using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Bindings;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Closure;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Suppliers;

/// <summary>Finds who else relies on the suppliers that a guest has: guests that do without or share them, and the hypervisor.</summary>
internal static class SupplierUses
{
    /// <summary>What guests rely on that do without suppliers which a guest has, so that what this one sets there holds for them.</summary>
    public static IEnumerable<SupplierUse> OfFrozen(PartitionPlan plan, GuestPlan owner) =>
        from guest in plan.Guests
        where guest != owner
        from lease in guest.Leases
        where Has(owner, lease.Supplier)
        select new SupplierUse(guest, NameOf(guest), lease);

    /// <summary>What guests use that have suppliers together with a guest.</summary>
    public static IEnumerable<SupplierUse> OfShared(PartitionPlan plan, GuestPlan owner) =>
        from guest in plan.Guests
        where guest != owner
        let shared = owner.Devices.Where(mine => guest.Find(mine.Device.Node) is { } theirs && AreShared(plan, mine, theirs)).ToArray()
        where shared.Length > 0
        from lease in SupplierLeases.Of(
            plan.Board, guest.KeptNodes, new FrozenSuppliers(shared.Select(static mine => mine.Device.Node)), static _ => null)
        select new SupplierUse(guest, NameOf(guest), lease);

    /// <summary>What the hypervisor's own devices use of the suppliers that a guest has: its console also runs on a clock.</summary>
    public static IEnumerable<SupplierUse> OfHypervisor(PartitionPlan plan, GuestPlan owner)
    {
        IOwnershipPolicy policy = plan.Request.Policy;
        DeviceTreeNode[] suppliers = [.. owner.Devices.Where(static owned => owned.IsHardware).Select(static owned => owned.Device.Node)];
        return
            from device in plan.Board.Devices
            where plan.Board.FindDisabled(device.Node) is null && (!IsIommu(device) || policy.DrivesIommu(device))
            let use = policy.FindOwnUse(plan.Board, device)
            where use is not null
            from lease in SupplierLeases.Of(
                plan.Board,
                FindOwnNodes(plan.Board, device.Node),
                new FrozenSuppliers(suppliers.Where(supplier => !device.Node.IsWithin(supplier))),
                static _ => null)
            select new SupplierUse(null, $"{policy.Name} ({use})", lease);
    }

    /// <summary>Whether a guest has a supplier, so that its drivers set what is there.</summary>
    private static bool Has(GuestPlan guest, DeviceTreeNode supplier) =>
        guest.Find(supplier) is { } owned
            ? owned.IsHardware
            : guest.Board[supplier].Role == DeviceRole.Passive && guest.Keeps(supplier) && guest.Frozen.Find(supplier) is null;

    /// <summary>Whether the project lets two guests have a device together: it says so, or allows that both reach it.</summary>
    private static bool AreShared(PartitionPlan plan, OwnedDevice mine, OwnedDevice theirs) =>
        mine.IsHardware
        && theirs.IsHardware
        && (mine.Resolved == DeviceAccess.Shared
            || theirs.Resolved == DeviceAccess.Shared
            || plan.Allowed.Any(allowed =>
                allowed.Finding.Code == OwnershipDiagnostics.SupplierOfTwoCode && allowed.Devices.Contains(mine.Device)));

    /// <summary>A device, the buses above it, and what without registers they need: a factor of a clock, a switched supply.</summary>
    private static HashSet<DeviceTreeNode> FindOwnNodes(Board board, DeviceTreeNode device)
    {
        var found = new HashSet<DeviceTreeNode>();
        var pending = new Queue<DeviceTreeNode>(device.AncestorsAndSelf().Where(node => board[node].Role != DeviceRole.Frame));
        while (pending.TryDequeue(out DeviceTreeNode? node))
        {
            if (found.Add(node))
            {
                foreach (DeviceReference reference in DeviceReferences.Of(board, node)
                    .Where(reference => reference.Tie == PhandleTie.Need && board[reference.To].Role == DeviceRole.Passive))
                {
                    pending.Enqueue(reference.To);
                }
            }
        }

        return found;
    }

    private static bool IsIommu(BoardDevice device) => device.Node.FindProperty("#iommu-cells") is not null;

    private static string NameOf(GuestPlan guest) => $"guest '{guest.Name}'";
}
