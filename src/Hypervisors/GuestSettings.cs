using Partition.Diagnostics;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors;

/// <summary>What a project says of a guest that not every hypervisor can make true.</summary>
internal static class GuestSettings
{
    /// <summary>The settings for a hypervisor that schedules guests, imitates devices and is told so in a tree that a script can change.</summary>
    /// <returns>The place of each that the guest has, and its name.</returns>
    public static IEnumerable<(SourceSpan At, string Setting)> Used(GuestPlan guest)
    {
        GuestRequest request = guest.Request;
        foreach ((string name, bool isUsed) in new[]
        {
            ("Priority", request.Priority is not null),
            ("TimeSlice", request.TimeSlice is not null),
            ("BootDelay", request.BootDelay is not null),
            ("ConfigOverrides", !request.ConfigOverrides.IsEmpty),
        })
        {
            if (isUsed)
            {
                yield return (request.SpanOf(name), name);
            }
        }

        foreach (OwnedDevice owned in guest.Devices.Where(static owned => owned.Backend.Length > 0))
        {
            yield return (owned.Span, $"Backend of '{owned.Device.Name}'");
        }

        foreach (VirtualDeviceRequest device in request.VirtualDevices)
        {
            yield return (device.Span, $"VirtualDevice '{device.Name}'");
        }
    }
}
