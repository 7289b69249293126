using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Rules;

/// <summary>A device has one owner. Two guests may each have an imitation, a stand-in, or by agreement the device itself.</summary>
internal static class DeviceOwners
{
    public static IEnumerable<RuleFinding> Check(PartitionPlan plan)
    {
        var claims = new Dictionary<DeviceTreeNode, List<Claim>>();
        foreach (GuestPlan guest in plan.Guests)
        {
            foreach (OwnedDevice device in guest.Devices.Where(IsClaim))
            {
                if (!claims.TryGetValue(device.Device.Node, out List<Claim>? ofDevice))
                {
                    claims.Add(device.Device.Node, ofDevice = []);
                }

                ofDevice.Add(new(guest, device));
            }
        }

        foreach (List<Claim> ofDevice in claims.Values.Where(static ofDevice => ofDevice.Count > 1))
        {
            // Who says that the device is meant to be its own comes first.
            Claim owner = ofDevice.Find(static claim => claim.Device.IsSelected) ?? ofDevice[0];
            foreach (Claim other in ofDevice.Where(other => other != owner))
            {
                Diagnostic finding = owner.Device.IsSelected && other.Device.IsSelected
                    ? OwnershipDiagnostics.DeviceOwnedTwice(other.Device, owner.Guest, other.Guest)
                    : OwnershipDiagnostics.SupplierOfTwo(owner.Device, owner.Guest, other.Device, other.Guest);
                yield return new(finding, [other.Device.Device]);
            }
        }
    }

    /// <summary>
    /// Whether a guest wants a device for itself: its list names it, or it needs the hardware. What only a need brings, and the hypervisor
    /// imitates for each guest, is nobody's.
    /// </summary>
    private static bool IsClaim(OwnedDevice device) =>
        device.Device.Role == DeviceRole.Device
        && device.Access is DeviceAccess.Default or DeviceAccess.Passthrough
        && (device.IsSelected || device.Resolved == DeviceAccess.Passthrough);

    private sealed record Claim(GuestPlan Guest, OwnedDevice Device);
}
