using System.Collections.Immutable;
using Partition.Building.Diagnostics;
using Partition.Diagnostics;
using Partition.Partitioning.Model;
using Partition.Partitioning.Requests;

namespace Partition.Building.Items;

/// <summary>Reads a project's <c>Guest</c> and <c>GuestDevice</c> items, and its <c>VirtualDevice</c> items.</summary>
internal sealed class GuestItems(
    ProjectSpans spans,
    IReadOnlyList<ProjectItem> guests,
    IReadOnlyList<ProjectItem> devices,
    IReadOnlyList<ProjectItem> virtualDevices)
{
    /// <summary>The guests, in the project's order.</summary>
    public ImmutableArray<GuestRequest> Read(ICollection<Diagnostic> diagnostics)
    {
        ImmutableArray<string> names = [.. guests.Select(static guest => guest.Identity)];
        foreach (ProjectItem guest in guests)
        {
            Add(diagnostics, KnownMetadata.Check(guest, "Guest", name => spans.SpanOf(guest, "Guest", name)));
            if (guest.GetMetadata(GuestMetadata.Devices).Length == 0 && spans.IsGiven(guest, "Guest", GuestMetadata.Devices))
            {
                diagnostics.Add(HostDiagnostics.EmptyDevices(spans.SpanOf(guest, "Guest", GuestMetadata.Devices), guest.Identity));
            }
        }

        foreach (ProjectItem device in devices)
        {
            Add(diagnostics, KnownMetadata.Check(device, "GuestDevice", name => SpanOf(device, name)));
            GuestRequestReader.CheckGuest(device.Identity, device.GetMetadata("Guest"), SpanOf(device, "Guest"), names, diagnostics);
        }

        foreach (ProjectItem device in virtualDevices)
        {
            Add(diagnostics, KnownMetadata.Check(device, "VirtualDevice", name => spans.SpanOf(device, "VirtualDevice", name)));
            GuestRequestReader.CheckGuest(
                device.Identity,
                device.GetMetadata("Guest"),
                spans.SpanOf(device, "VirtualDevice", "Guest"),
                names,
                diagnostics);
        }

        return [.. guests.Select(guest => Read(guest, diagnostics) with { VirtualDevices = ReadVirtualDevices(guest, diagnostics) })];
    }

    private GuestRequest Read(ProjectItem guest, ICollection<Diagnostic> diagnostics) => GuestRequestReader.Read(
        guest.Identity,
        guest.GetMetadata,
        spans.SpansOf(guest, "Guest"),
        [
            .. devices
                .Where(device => device.GetMetadata("Guest").Equals(guest.Identity, StringComparison.OrdinalIgnoreCase))
                .Select(device => GuestRequestReader.ReadRefinement(
                    device.Identity,
                    device.GetMetadata("Access"),
                    SpanOf(device, ""),
                    SpanOf(device, "Access"),
                    device.GetMetadata("ClockFrequency"),
                    diagnostics,
                    device.GetMetadata("Backend"),
                    SpanOf(device, "ClockFrequency"),
                    device.GetMetadata("Enable"),
                    SpanOf(device, "Enable"))),
        ],
        diagnostics,
        spans.IsFromList(guest, "Guest"));

    private ImmutableArray<VirtualDeviceRequest> ReadVirtualDevices(ProjectItem guest, ICollection<Diagnostic> diagnostics) =>
    [
        .. virtualDevices
            .Where(device => device.GetMetadata("Guest").Equals(guest.Identity, StringComparison.OrdinalIgnoreCase))
            .Select(device => GuestRequestReader.ReadVirtualDevice(
                device.Identity,
                device.GetMetadata("Type"),
                device.GetMetadata("Backend"),
                spans.SpanOf(device, "VirtualDevice", ""),
                diagnostics,
                spans.SpanOf(device, "VirtualDevice", "Type"))),
    ];

    private SourceSpan SpanOf(ProjectItem device, string metadata) => spans.SpanOf(device, "GuestDevice", metadata);

    private static void Add(ICollection<Diagnostic> diagnostics, IEnumerable<Diagnostic> more)
    {
        foreach (Diagnostic diagnostic in more)
        {
            diagnostics.Add(diagnostic);
        }
    }
}
