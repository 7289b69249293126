using System.Collections.Immutable;
using Partition.DeviceTree;

namespace Partition.Slicing;

/// <summary>A device has one owner. Two guests may each have an imitation, a stand-in, or by agreement the device itself.</summary>
internal static class DeviceOwners
{
    public static IEnumerable<RuleFinding> Check(PartitionPlan plan)
    {
        var owners = new Dictionary<DeviceTreeNode, (GuestPlan Guest, OwnedDevice Device)>();
        foreach (GuestPlan guest in plan.Guests)
        {
            foreach (OwnedDevice device in guest.Devices.Where(IsClaim))
            {
                if (!owners.TryGetValue(device.Device.Node, out (GuestPlan Guest, OwnedDevice Device) owner))
                {
                    owners.Add(device.Device.Node, (guest, device));
                }
                else
                {
                    Diagnostic finding = owner.Device.IsSelected && device.IsSelected
                        ? OwnershipDiagnostics.DeviceOwnedTwice(device, owner.Guest, guest)
                        : OwnershipDiagnostics.SupplierOfTwo(owner.Device, owner.Guest, device, guest);
                    yield return new(finding, [device.Device]);
                }
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
}
