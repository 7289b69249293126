using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;

namespace Partition.DeviceTree.Checks;

/// <summary>The check of <c>interrupt-map</c> (Devicetree Specification v0.4, section 2.4.3).</summary>
internal static class InterruptMapChecks
{
    private const string Map = "interrupt-map";

    /// <summary>Its entries, and the length of the mask.</summary>
    public static void Check(DeviceTreeNode node, CheckContext context)
    {
        if (node.FindProperty(Map) is not DeviceTreeProperty map)
        {
            return;
        }

        if (CellCounts.Of(node).DeclaredAddress is not uint address)
        {
            context.Report(node, InterruptDiagnostics.MapWithoutAddressCells(node.Span, node.Path));
            return;
        }

        if (CellCounts.Read(node, "#interrupt-cells") is not uint interrupt)
        {
            return;
        }

        ulong key = (ulong)address + interrupt;
        if (node.FindProperty("interrupt-map-mask") is DeviceTreeProperty mask && (ulong)mask.Value.Length != key * sizeof(uint))
        {
            context.Report(node, mask, InterruptDiagnostics.MapMask(mask.Span, node.Path, mask.Value.Length, key));
        }

        BusReading<InterruptMapEntry> reading = node.ReadInterruptMap(context.Index);
        if (reading.Fault == BusFault.Length)
        {
            context.Report(node, map, CheckDiagnostics.SpecifierLength(map.Span, Map, map.Value.Length));
            return;
        }

        foreach (InterruptMapEntry entry in reading.Entries)
        {
            CheckParent(node, map, entry.PhandleAt, entry.Parent.Provider, context);
        }

        int end = reading.Entries is [.., InterruptMapEntry last] ? last.Start + last.Length : 0;
        ReportFault(node, map, end, (ulong)end + key, reading.Fault, context);
    }

    /// <summary>Reports the fault of the entry that could not be read.</summary>
    private static void ReportFault(
        DeviceTreeNode node, DeviceTreeProperty map, int start, ulong phandleAt, BusFault fault, CheckContext context)
    {
        if (fault == BusFault.None)
        {
            return;
        }

        if (phandleAt >= (ulong)map.Value.CellCount())
        {
            context.Report(node, map, InterruptDiagnostics.MapEnds(map.Span, node.Path, (ulong)start));
            return;
        }

        int cell = (int)phandleAt;
        uint phandle = map.Value.Cell(cell);
        DeviceTreeNode? parent = context.Index.FindByPhandle(phandle);
        switch (fault)
        {
            case BusFault.InvalidPhandle when context.Document.IsPlugin:
                return; // A node of the base.

            case BusFault.InvalidPhandle or BusFault.UnknownPhandle:
                context.Report(node, map, CheckDiagnostics.SpecifierWithoutNode(map.Span, Map, cell, phandle));
                return;

            case BusFault.NoCellCount:
                context.Report(node, CheckDiagnostics.NoProvider(
                    map.Span, Map, cell, parent!.Path, "#interrupt-cells", parent.Span));
                return;

            case BusFault.UnusableCellCount:
                CheckParent(node, map, cell, parent!, context); // The count that is not one cell has its own check.
                return;

            case BusFault.CellsMissing:
                CheckParent(node, map, cell, parent!, context);
                context.Report(node, map, InterruptDiagnostics.MapEnds(map.Span, node.Path, (ulong)start));
                return;
        }
    }

    /// <summary>
    /// Checks that a parent says how long its unit addresses are. There is no default here: without it an entry has no parent address.
    /// </summary>
    private static void CheckParent(DeviceTreeNode node, DeviceTreeProperty map, int cell, DeviceTreeNode parent, CheckContext context)
    {
        if (CellCounts.Of(parent) is { DeclaredAddress: null, IsUsable: true })
        {
            context.Report(node, map, InterruptDiagnostics.MapParentWithoutAddressCells(
                map.Span, node.Path, cell, parent.Path, parent.Span));
        }
    }
}
