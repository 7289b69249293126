using Partition.DeviceTree.Model;

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

        if (Values.CellOf(node, "#interrupt-cells") is not uint interrupt)
        {
            return;
        }

        ulong key = (ulong)address + interrupt;
        if (node.FindProperty("interrupt-map-mask") is DeviceTreeProperty mask && (ulong)mask.Value.Length != key * sizeof(uint))
        {
            context.Report(node, mask, InterruptDiagnostics.MapMask(mask.Span, node.Path, mask.Value.Length, key));
        }

        if (!map.Value.IsCells())
        {
            context.Report(node, map, CheckDiagnostics.SpecifierLength(map.Span, Map, map.Value.Length));
            return;
        }

        CheckEntries(node, map, key, context);
    }

    private static void CheckEntries(DeviceTreeNode node, DeviceTreeProperty map, ulong key, CheckContext context)
    {
        ulong count = (ulong)map.Value.CellCount();
        for (ulong cell = 0; cell < count;)
        {
            if (cell + key >= count)
            {
                context.Report(node, map, InterruptDiagnostics.MapEnds(map.Span, node.Path, cell));
                return;
            }

            cell += key;
            if (CountParentCells(node, map, (int)cell, context) is not ulong parent)
            {
                return;
            }

            cell += 1 + parent;
            if (cell > count)
            {
                context.Report(node, map, InterruptDiagnostics.MapEnds(map.Span, node.Path, cell - parent - 1 - key));
            }
        }
    }

    /// <summary>How many cells follow the reference in a cell; <see langword="null"/> after a fault.</summary>
    private static ulong? CountParentCells(DeviceTreeNode node, DeviceTreeProperty map, int cell, CheckContext context)
    {
        uint phandle = map.Value.Cell(cell);
        if (CheckContext.IsNoPhandle(phandle) && context.Document.IsPlugin)
        {
            return null;
        }

        if (CheckContext.IsNoPhandle(phandle) || context.FindByPhandle(phandle) is not DeviceTreeNode parent)
        {
            context.Report(node, map, CheckDiagnostics.SpecifierWithoutNode(map.Span, Map, cell, phandle));
            return null;
        }

        if (parent.FindProperty("#interrupt-cells") is null)
        {
            context.Report(node, CheckDiagnostics.NoProvider(map.Span, Map, cell, parent.Path, "#interrupt-cells", parent.Span));
            return null;
        }

        // Those that are not a cell have their own checks. No default here: without #address-cells an entry has no parent address.
        CellCounts counts = CellCounts.Of(parent);
        if (counts is { DeclaredAddress: null, IsUsable: true })
        {
            context.Report(node, map, InterruptDiagnostics.MapParentWithoutAddressCells(map.Span, node.Path, cell, parent.Path, parent.Span));
        }

        return counts.IsUsable && Values.CellOf(parent, "#interrupt-cells") is uint interrupt ? (ulong)(counts.DeclaredAddress ?? 0) + interrupt : null;
    }
}
