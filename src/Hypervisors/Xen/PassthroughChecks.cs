using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Xen;

/// <summary>
/// What Xen would refuse in a tree of devices for a guest, whoever wrote it. At boot it leaves the guest out, or starts it with half of
/// its devices, and says a line at most.
/// </summary>
/// <remarks>Xen 4.17, xen/arch/arm/domain_build.c: check_partial_fdt, scan_pfdt_node, handle_passthrough_prop.</remarks>
internal static class PassthroughChecks
{
    private static readonly string[] s_ofPassthrough = ["ranges", "#address-cells", "#size-cells"];

    public static IEnumerable<Diagnostic> Check(GuestPlan plan, DeviceTreeDocument tree) =>
    [
        .. CheckFrame(plan, tree),
        .. (tree.FindByPath("/passthrough")?.DescendantsAndSelf() ?? []).SelectMany(node => CheckNode(plan, node)),
        .. CheckSize(plan, tree),
    ];

    /// <summary>Checks that what Xen makes of the tree fits the buffer that it makes a guest's tree in.</summary>
    private static IEnumerable<Diagnostic> CheckSize(GuestPlan plan, DeviceTreeDocument tree)
    {
        int size = XenVersion.BytesOf(GuestTree.Predict(plan, tree));
        int most = XenVersion.MostTreeBytes(plan.Profile, tree);
        if (size > most)
        {
            yield return XenDiagnostics.GuestTreeTooLarge(
                plan.Request.SpanOf(GuestMetadata.Devices), plan.Name, size, most, [.. FindDispensable(plan)]);
        }
    }

    /// <summary>
    /// The suppliers that a guest could do without: it has them by need alone and does not share them by a policy, and no device that it
    /// lists is a part of them.
    /// </summary>
    private static IEnumerable<string> FindDispensable(GuestPlan plan) => plan.Devices
        .Where(owned => owned is { IsHardware: true, IsSelected: false, Access: not DeviceAccess.Shared }
            && !plan.Devices.Any(part => part.IsSelected && part.Device.Node.IsWithin(owned.Device.Node)))
        .Select(static owned => owned.Device.Name);

    private static IEnumerable<Diagnostic> CheckFrame(GuestPlan plan, DeviceTreeDocument tree)
    {
        DeviceTreeNode? passthrough = tree.FindByPath("/passthrough");
        string? missing = passthrough is null ? "such node"
            : !IsSimpleBus(passthrough) ? "compatible = \"simple-bus\""
            : Array.Find(s_ofPassthrough, name => passthrough.FindProperty(name) is null);
        if (missing is not null)
        {
            yield return XenDiagnostics.NoPassthroughNode(PlaceOf(plan, passthrough?.Span ?? tree.Root.Span), plan.Name, missing);
        }

        if (tree.FindByPath("/gic")?.Phandle is null && FindNamedController(tree) is { } named)
        {
            yield return XenDiagnostics.NoControllerPlaceholder(
                PlaceOf(plan, named.Span.HasFile ? named.Span : tree.Root.Span),
                plan.Name,
                named.Phandle,
                GuestLayout.InterruptControllerPhandle);
        }
    }

    /// <summary>
    /// Finds a property that names an interrupt controller which is not in the tree, by another number than the one that Xen uses when it
    /// is told none.
    /// </summary>
    private static (SourceSpan Span, uint Phandle)? FindNamedController(DeviceTreeDocument tree)
    {
        var index = new NodeIndex(tree);
        foreach (DeviceTreeProperty property in tree.Nodes.SelectMany(static node => node.Properties)
            .Where(static property => property.Name is "interrupt-parent" or "interrupts-extended"))
        {
            if (property.Value.TryReadCells(out ImmutableArray<uint> cells)
                && cells is [not GuestLayout.InterruptControllerPhandle, ..]
                && index.FindByPhandle(cells[0]) is null)
            {
                return (property.Span, cells[0]);
            }
        }

        return null;
    }

    private static bool IsSimpleBus(DeviceTreeNode node) =>
        node.FindProperty("compatible")?.Value.TryReadStrings(out ImmutableArray<string> names) == true && names.Contains("simple-bus");

    private static IEnumerable<Diagnostic> CheckNode(GuestPlan plan, DeviceTreeNode node)
    {
        if (node.Phandle is uint phandle and >= GuestLayout.InterruptControllerPhandle)
        {
            yield return XenDiagnostics.PhandleReserved(
                PlaceOf(plan, node.Span),
                plan.Name,
                node.Path,
                phandle,
                GuestLayout.InterruptControllerPhandle);
        }

        bool isForced = node.FindProperty("xen,force-assign-without-iommu") is not null;
        DeviceTreeProperty? region = node.FindProperty("xen,reg");
        DeviceTreeProperty? path = node.FindProperty("xen,path");
        if (region is null && (path is not null || isForced))
        {
            yield return XenDiagnostics.IncompleteAssignment(
                PlaceOf(plan, path?.Span ?? node.Span),
                plan.Name,
                node.Path,
                path is null ? "xen,force-assign-without-iommu" : "xen,path",
                "xen,reg");
        }

        if (region is not null && path is null && !isForced)
        {
            yield return XenDiagnostics.IncompleteAssignment(PlaceOf(plan, region.Span), plan.Name, node.Path, "xen,reg", "xen,path");
        }

        BoardDevice? host = PassthroughRegions.FindHost(plan.Board, node);
        if (path is not null && host is null)
        {
            yield return XenDiagnostics.UnknownHostNode(
                PlaceOf(plan, path.Span),
                plan.Name,
                node.Path,
                path.Value.TryReadString(out string text) ? text : "");
        }
        else if (host is not null && !plan.Devices.Any(owned => owned.IsHardware && owned.Device.Node == host.Node))
        {
            yield return XenDiagnostics.ForeignHostNode(PlaceOf(plan, path!.Span), plan.Name, node.Path, host);
        }

        if (region is not null)
        {
            foreach (Diagnostic fault in CheckRegion(plan, node, region))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<Diagnostic> CheckRegion(GuestPlan plan, DeviceTreeNode node, DeviceTreeProperty region)
    {
        DeviceTreeNode bus = node.Parent!;
        SourceSpan at = PlaceOf(plan, region.Span);
        if (bus is not { AddressCells: 1 or 2, SizeCells: 1 or 2 })
        {
            yield return XenDiagnostics.BusTooWide(at, plan.Name, node.Path, bus.Path);
        }
        else if (PassthroughRegion.Read(node) is not { } regions)
        {
            yield return XenDiagnostics.MalformedRegion(
                at,
                plan.Name,
                node.Path,
                (int)(bus.AddressCells + bus.SizeCells + bus.AddressCells));
        }
        else
        {
            const ulong inPage = GuestLayout.PageSize - 1;
            foreach (PassthroughRegion unaligned in regions
                .Where(static entry => ((entry.Host.Start | entry.Host.Size | entry.Guest) & inPage) != 0))
            {
                yield return XenDiagnostics.UnalignedRegion(
                    at,
                    plan.Name,
                    node.Path,
                    unaligned.Host,
                    unaligned.Guest,
                    new(GuestLayout.PageSize));
            }
        }
    }

    /// <summary>The place in the tree's source, or where the project speaks of the tree.</summary>
    private static SourceSpan PlaceOf(GuestPlan plan, SourceSpan span) =>
        span.HasFile ? span : plan.Request.SpanOf(GuestMetadata.ConfigTree);
}
