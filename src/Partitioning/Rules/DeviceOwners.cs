using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Closure;
using Partition.Partitioning.Model;
using Partition.Partitioning.Suppliers;

namespace Partition.Partitioning.Rules;

/// <summary>A device has one owner. Two guests may each have an imitation, a stand-in, or by agreement the device itself.</summary>
internal static class DeviceOwners
{
    public static IEnumerable<RuleFinding> Check(PartitionPlan plan)
    {
        var claims = new Dictionary<DeviceTreeNode, List<DeviceClaim>>();
        foreach (GuestPlan guest in plan.Guests)
        {
            foreach (OwnedDevice device in guest.Devices.Where(IsClaim))
            {
                if (!claims.TryGetValue(device.Device.Node, out List<DeviceClaim>? ofDevice))
                {
                    claims.Add(device.Device.Node, ofDevice = []);
                }

                ofDevice.Add(new(guest, device));
            }
        }

        foreach (List<DeviceClaim> ofDevice in claims.Values.Where(static ofDevice => ofDevice.Count > 1))
        {
            // Reading them goes through the whole board, and a device that several guests list needs none.
            var uses = new Lazy<Dictionary<GuestPlan, ImmutableArray<SupplierLease>>>(
                () => ofDevice.ToDictionary(static claim => claim.Guest, UsesOf));

            // Who says that the device is meant to be its own comes first.
            DeviceClaim owner = ofDevice.Find(static claim => claim.Device.IsSelected) ?? ofDevice[0];
            foreach (IGrouping<bool, DeviceClaim> others in ofDevice.Where(other => other != owner)
                .GroupBy(other => owner.Device.IsSelected && other.Device.IsSelected))
            {
                var group = new FindingGroup(
                    left => Describe(plan, owner, [.. others.Where(other => left.Any(use => use.Guest == other.Guest))], others.Key, uses));
                foreach (DeviceClaim other in others)
                {
                    yield return new(Describe(plan, owner, [other], others.Key, uses), [other.Device.Device])
                    {
                        Group = group,
                        Uses = [UseOf(owner), UseOf(other)],
                    };
                }
            }
        }
    }

    private static Diagnostic Describe(
        PartitionPlan plan,
        DeviceClaim owner,
        ImmutableArray<DeviceClaim> others,
        bool areListed,
        Lazy<Dictionary<GuestPlan, ImmutableArray<SupplierLease>>> uses) => areListed
        ? OwnershipDiagnostics.DeviceOfSeveral(owner, others)
        : OwnershipDiagnostics.SupplierOfSeveral(
            owner,
            others,
            [.. others.Prepend(owner).Select(claim => DescribeUses(uses.Value[claim.Guest]))],
            FindRemedy(plan, owner, others, uses.Value),
            [.. DependentSuppliers.Of(plan.Board, owner.Device.Device.Node)
                .Where(dependent => others.Any(other => other.Guest.Keeps(dependent)))
                .Select(dependent => plan.Board[dependent].Name)]);

    private static SupplierRemedy FindRemedy(
        PartitionPlan plan,
        DeviceClaim owner,
        ImmutableArray<DeviceClaim> others,
        Dictionary<GuestPlan, ImmutableArray<SupplierLease>> uses) =>
        others.Any(static claim => HasParts(claim)) ? SupplierRemedy.Share
        : others.Any(claim => uses[claim.Guest].Any(use => SupplierSelectors.IsSetBy(uses[owner.Guest], use))) ? SupplierRemedy.FreezeForAll
        : SupplierUses.OfHypervisor(plan, owner.Guest).Any(use =>
            use.Lease.Supplier == owner.Device.Device.Node && SupplierSelectors.IsSetBy(uses[owner.Guest], use.Lease))
            ? SupplierRemedy.FreezeForHypervisor
        : SupplierRemedy.Freeze;

    /// <summary>What a guest's devices use of a supplier: <c> (clocks 3, 4; resets 7)</c>; empty for nothing that has numbers.</summary>
    private static string DescribeUses(ImmutableArray<SupplierLease> leases)
    {
        IEnumerable<string> uses = leases
            .Where(static lease => !lease.Specifier.IsEmpty)
            .GroupBy(static lease => lease.Property)
            .Select(static property => $"{property.Key} {string.Join(", ", property.Select(static lease => lease.Selector).Distinct())}");
        return string.Join("; ", uses) is { Length: > 0 } text ? $" ({text})" : "";
    }

    private static ImmutableArray<SupplierLease> UsesOf(DeviceClaim claim) =>
        SupplierLeases.Of(claim.Guest.Board, claim.Guest.KeptNodes, new([claim.Device.Device.Node]), static _ => null);

    /// <summary>Whether devices of a guest lie below a supplier, so that the guest cannot do without it.</summary>
    private static bool HasParts(DeviceClaim claim) => claim.Guest.Devices.Any(owned =>
        owned.Device.Node != claim.Device.Device.Node
        && owned.IsHardware
        && owned.Device.IsEnabled
        && owned.Device.Node.IsWithin(claim.Device.Device.Node));

    private static HardwareUse UseOf(DeviceClaim claim) => new(claim.Device.Device, claim.Guest, $"guest '{claim.Guest.Name}'");

    /// <summary>
    /// Whether a guest wants a device for itself: its list names it, or it needs the hardware. What only a need brings, and the hypervisor
    /// imitates for each guest, is nobody's.
    /// </summary>
    private static bool IsClaim(OwnedDevice device) =>
        device.Device.Role == DeviceRole.Device
        && !device.IsPart
        && device.Access is DeviceAccess.Default or DeviceAccess.Passthrough
        && (device.IsSelected || device.Resolved == DeviceAccess.Passthrough);
}
