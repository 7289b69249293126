using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Xen;

/// <summary>Lays out the boot medium: a script for U-Boot, the hypervisor with its tree, and the files of each guest.</summary>
internal static class BootFileBuilder
{
    /// <summary>Where U-Boot's distribution boot looks for a script.</summary>
    private const string ScriptPath = "/boot.scr";

    // On 32-bit ARM Xen sets a heap of its own apart, 1/32 of RAM and 32 MiB at least (xen/arch/arm/setup.c); the rest is its image,
    // its tables and those of the guests.
    private const ulong SmallestHeap = 32 << 20;
    private const ulong HeapShare = 32;
    private const ulong ImageAndTables = 16 << 20;

    public static BootFileSet Build(BootRequest request)
    {
        var diagnostics = new List<Diagnostic>();
        foreach (GuestFiles guest in request.Guests)
        {
            CheckGuest(guest, diagnostics);
        }

        ModuleLayout layout = ModuleLayout.Place(request);
        diagnostics.AddRange(layout.Check());
        diagnostics.AddRange(CheckStaticMemory(request));
        CheckMemory(request, layout, diagnostics);
        return request.Guests.IsEmpty ? new([], []) : new([.. Files(request, layout)], [.. diagnostics]);
    }

    private static IEnumerable<BootFile> Files(BootRequest request, ModuleLayout layout)
    {
        yield return BootFile.Written(ScriptPath, ScriptImage.Write(BootScript.Write(request, layout)));
        yield return new(BootScript.TreePath, BootFileSource.HostTree);
        if (request.HasHypervisor)
        {
            yield return new(BootScript.HypervisorPath, BootFileSource.Hypervisor);
        }

        foreach (Module module in layout.Stored)
        {
            yield return BootFile.Built(module.Path, module.Guest.Plan.Name, module.Kind) with { LoadAddress = module.Place.Start };
        }
    }

    private static void CheckGuest(GuestFiles guest, List<Diagnostic> diagnostics)
    {
        GuestRequest request = guest.Plan.Request;
        if (!ModuleLayout.CanStart(guest))
        {
            diagnostics.Add(XenDiagnostics.NoKernel(request.SpanOf(""), guest.Plan.Name));
        }

        // Xen, xen/arch/arm/kernel.c: of what a kernel is recognized as there, only bare code and ELF files are missing here.
        if (guest.KernelFormat == GuestKernelFormat.Other)
        {
            diagnostics.Add(XenDiagnostics.UnknownKernelFormat(request.SpanOf(GuestMetadata.Kernel), guest.Plan.Name));
        }

        if (!guest.AutoStart)
        {
            diagnostics.Add(XenDiagnostics.UnsupportedSetting(
                request.SpanOf(GuestMetadata.AutoStart), guest.Plan.Name, GuestMetadata.AutoStart, "it runs as soon as Xen is up"));
        }

        if (guest.Lengths.ContainsKey(GuestFileKind.Firmware))
        {
            diagnostics.Add(XenDiagnostics.UnsupportedSetting(
                request.SpanOf(GuestMetadata.Firmware), guest.Plan.Name, GuestMetadata.Firmware, "Xen starts its kernel"));
        }
    }

    /// <summary>
    /// Xen that was built without static memory has the message of a guest that needs it, and not that of an assignment that fails.
    /// </summary>
    private static IEnumerable<Diagnostic> CheckStaticMemory(BootRequest request) =>
        request.Hypervisor.Span.IndexOf("direct-map is not valid"u8) < 0
        || request.Hypervisor.Span.IndexOf("static memory for direct-map domain"u8) >= 0
            ? []
            : request.Guests.Select(static guest => guest.Plan)
                .Where(static plan => plan.HostMemory is not null)
                .Select(static plan =>
                    XenDiagnostics.NoStaticMemory(plan.Request.SpanOf(GuestMetadata.PhysicalMemoryBase), plan.Name));

    private static void CheckMemory(BootRequest request, ModuleLayout layout, List<Diagnostic> diagnostics)
    {
        if (request.Guests.Length == 0)
        {
            return;
        }

        ulong board = request.Guests[0].Plan.Board.Memory.Aggregate(0UL, static (sum, range) => sum + range.Size);
        ulong guests = request.Guests.Aggregate(0UL, static (sum, guest) => sum + guest.Plan.Memory.Size);
        ulong files = layout.Stored.Aggregate(0UL, static (sum, module) => sum + module.Place.RoundOutTo(GuestLayout.PageSize).Size);
        ulong own = Math.Max(SmallestHeap, board / HeapShare) + ImageAndTables;

        // What the guests want alone is compared with the board where the plan is made.
        if (guests <= board && guests + own + files > board)
        {
            diagnostics.Add(XenDiagnostics.NotEnoughMemory(
                request.Guests[^1].Plan.Request.SpanOf(GuestMetadata.Memory), new(guests), new(own), new(files), new(board)));
        }
    }
}
