using Partition.Diagnostics;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors;

/// <summary>Finds settings of a project that the chosen hypervisor does not understand, by the schema's list.</summary>
internal static class UnsupportedSettings
{
    /// <summary>Checks all guests.</summary>
    /// <returns>A diagnostic of the hypervisor's for each.</returns>
    public static IEnumerable<Diagnostic> Check(IHypervisor hypervisor, PartitionPlan plan) =>
        from guest in plan.Guests
        from used in Find(hypervisor.Name, guest)
        select hypervisor.Policy.UnsupportedSetting(used.At, guest.Name, used.Setting);

    /// <summary>A setting of the wrong form is reported where it is read, and only there.</summary>
    private static IEnumerable<(SourceSpan At, string Setting)> Find(string hypervisor, GuestPlan guest)
    {
        GuestRequest request = guest.Request;
        foreach (HypervisorSetting setting in HypervisorSettings.OfGuests.Where(setting => !setting.IsUnderstoodBy(hypervisor)))
        {
            if (request.Gives(setting.Name) && setting.Accepts(request.TextOf(setting.Name)))
            {
                yield return (request.SpanOf(setting.Name), setting.Name);
            }
        }

        if (!HypervisorSettings.IsUnderstood(hypervisor, "GuestDevice", GuestDeviceMetadata.Backend))
        {
            foreach (OwnedDevice owned in guest.Devices.Where(static owned => owned.Backend.Length > 0))
            {
                yield return (owned.Span, $"{GuestDeviceMetadata.Backend} of '{owned.Device.Name}'");
            }
        }

        if (!HypervisorSettings.IsUnderstood(hypervisor, "VirtualDevice", ""))
        {
            foreach (VirtualDeviceRequest device in request.VirtualDevices)
            {
                yield return (device.Span, $"VirtualDevice '{device.Name}'");
            }
        }
    }
}
