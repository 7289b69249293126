using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Partition.Diagnostics;
using Partition.Partitioning.Model;
using Partition.Partitioning.Requests;

namespace Partition.Tasks;

/// <summary>Reads a project's <c>Guest</c> and <c>GuestDevice</c> items, and its <c>VirtualDevice</c> items.</summary>
internal sealed class GuestItems(ProjectPlaces places, ITaskItem[] guests, ITaskItem[] devices, ITaskItem[] virtualDevices)
{
    /// <summary>The guests, in the project's order.</summary>
    public ImmutableArray<GuestRequest> Read(ICollection<Diagnostic> diagnostics)
    {
        ImmutableArray<string> names = [.. guests.Select(static guest => guest.ItemSpec)];
        foreach (ITaskItem guest in guests)
        {
            Add(diagnostics, KnownMetadata.Check(guest, "Guest", name => places.Find(guest, "Guest", name)));
        }

        foreach (ITaskItem device in devices)
        {
            Add(diagnostics, KnownMetadata.Check(device, "GuestDevice", name => SpanOf(device, name)));
            GuestRequestReader.CheckGuest(device.ItemSpec, device.GetMetadata("Guest"), SpanOf(device, "Guest"), names, diagnostics);
        }

        foreach (ITaskItem device in virtualDevices)
        {
            Add(diagnostics, KnownMetadata.Check(device, "VirtualDevice", name => places.Find(device, "VirtualDevice", name)));
            GuestRequestReader.CheckGuest(device.ItemSpec, device.GetMetadata("Guest"), places.Find(device, "VirtualDevice", "Guest"), names, diagnostics);
        }

        return [.. guests.Select(guest => Read(guest, diagnostics) with { VirtualDevices = ReadVirtualDevices(guest, diagnostics) })];
    }

    private GuestRequest Read(ITaskItem guest, ICollection<Diagnostic> diagnostics) => GuestRequestReader.Read(
        guest.ItemSpec,
        guest.GetMetadata,
        places.Find(guest, "Guest"),
        [
            .. devices
                .Where(device => device.GetMetadata("Guest").Equals(guest.ItemSpec, StringComparison.OrdinalIgnoreCase))
                .Select(device => GuestRequestReader.ReadRefinement(
                    device.ItemSpec, device.GetMetadata("Access"), SpanOf(device, ""), SpanOf(device, "Access"), device.GetMetadata("ClockFrequency"), diagnostics,
                    device.GetMetadata("Backend"))),
        ],
        diagnostics);

    private ImmutableArray<VirtualDeviceRequest> ReadVirtualDevices(ITaskItem guest, ICollection<Diagnostic> diagnostics) =>
    [
        .. virtualDevices
            .Where(device => device.GetMetadata("Guest").Equals(guest.ItemSpec, StringComparison.OrdinalIgnoreCase))
            .Select(device => GuestRequestReader.ReadVirtualDevice(
                device.ItemSpec, device.GetMetadata("Type"), device.GetMetadata("Backend"), places.Find(device, "VirtualDevice", ""), diagnostics)),
    ];

    private SourceSpan SpanOf(ITaskItem device, string metadata) => places.Find(device, "GuestDevice", metadata);

    private static void Add(ICollection<Diagnostic> diagnostics, IEnumerable<Diagnostic> more)
    {
        foreach (Diagnostic diagnostic in more)
        {
            diagnostics.Add(diagnostic);
        }
    }
}
