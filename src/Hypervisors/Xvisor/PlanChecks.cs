using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Xvisor;

/// <summary>What of a whole plan Xvisor cannot hold: above all, what imitations are joined to.</summary>
internal static class PlanChecks
{
    public static IEnumerable<Diagnostic> Check(PartitionPlan plan) =>
    [
        .. plan.Guests.SelectMany(
            static guest => guest.Devices.Where(static owned => owned.Backend.Length > 0).SelectMany(owned => CheckBackend(guest, owned))),
        .. CheckPorts(plan),
        .. plan.Guests.SelectMany(CheckVirtualDevices),
    ];

    private static IEnumerable<Diagnostic> CheckBackend(GuestPlan guest, OwnedDevice owned)
    {
        if (SerialBinding.IsSerial(owned))
        {
            if (SerialBinding.FindHost(guest.Board, owned.Backend) is null)
            {
                yield return XvisorDiagnostics.UnknownPort(PlaceOf(guest, owned), guest.Name, owned.Device.Name, owned.Backend);
            }
        }
        else if (owned.Resolved != DeviceAccess.Emulated || EmulatorTable.Find(owned.Device.Compatible, 0)?.DeviceType != "nic")
        {
            yield return XvisorDiagnostics.BackendWithoutUse(PlaceOf(guest, owned), guest.Name, owned.Device.Name, owned.Backend);
        }
        else if (!IsWord(owned.Backend))
        {
            yield return XvisorDiagnostics.BackendName(
                PlaceOf(guest, owned),
                guest.Name,
                owned.Device.Name,
                owned.Backend,
                XvisorLimits.LongestName);
        }
    }

    /// <summary>A port of the board speaks with one.</summary>
    private static IEnumerable<Diagnostic> CheckPorts(PartitionPlan plan)
    {
        var users = new Dictionary<DeviceTreeNode, string>();
        foreach (SerialBinding binding in plan.Guests.SelectMany(static guest => SerialBinding.Of(guest)))
        {
            DeviceTreeNode port = binding.Host.Node;
            string? other = XvisorOwnership.Instance.FindOwnUse(plan.Board, binding.Host) is { } use ? $"Xvisor has as {use}"
                : plan.Guests.FirstOrDefault(
                    guest => guest.Devices.Any(owned => owned.IsHardware && owned.Device.Node == port)) is { } owner
                    ? $"guest '{owner.Name}' has as hardware"
                : users.TryGetValue(port, out string? user) ? $"{user} is joined to already"
                : null;
            if (other is not null)
            {
                yield return XvisorDiagnostics.PortTaken(
                    PlaceOf(binding.Guest, binding.Port),
                    binding.Guest.Name,
                    binding.Port.Device.Name,
                    binding.Host.Name,
                    other);
            }

            users.TryAdd(port, $"'{binding.Port.Device.Name}' of guest '{binding.Guest.Name}'");
        }
    }

    private static IEnumerable<Diagnostic> CheckVirtualDevices(GuestPlan guest)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (VirtualDeviceRequest device in guest.Request.VirtualDevices)
        {
            if (!names.Add(device.Name))
            {
                yield return XvisorDiagnostics.VirtualDeviceTwice(device.Span, guest.Name, device.Name);
            }

            if (device.Backend.Length > 0 && !IsWord(device.Backend))
            {
                yield return XvisorDiagnostics.BackendName(device.Span, guest.Name, device.Name, device.Backend, XvisorLimits.LongestName);
            }
        }
    }

    private static bool IsWord(string text) =>
        text.Length <= XvisorLimits.LongestName
            && text.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '@');

    private static SourceSpan PlaceOf(GuestPlan guest, OwnedDevice owned) =>
        owned.Span.HasFile ? owned.Span : guest.Request.SpanOf(GuestMetadata.Devices);
}
