using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Checks;

/// <summary>Checks of interrupts and of those who take them (Devicetree Specification v0.4, section 2.4).</summary>
internal static class InterruptChecks
{
    private const string Cells = "#interrupt-cells";

    /// <summary>Whether a node takes interrupts of others.</summary>
    public static bool IsProvider(DeviceTreeNode node) =>
        node.FindProperty("interrupt-controller") is not null || node.FindProperty("interrupt-map") is not null;

    /// <summary>The length of <c>interrupts</c>, as the parent says.</summary>
    public static void CheckInterrupts(DeviceTreeNode node, CheckContext context)
    {
        if (node.FindProperty("interrupts") is not DeviceTreeProperty property)
        {
            return;
        }

        if (!property.Value.IsCells())
        {
            context.Report(node, property, CheckDiagnostics.SpecifierLength(property.Span, property.Name, property.Value.Length));
        }

        if (FindParent(node, context) is not DeviceTreeNode parent || parent.FindProperty(Cells) is not DeviceTreeProperty cells)
        {
            return;
        }

        if (cells.Value.TryReadCell(out uint count) && !Values.IsMultiple(property.Value.Length, count))
        {
            context.Report(node, cells, InterruptDiagnostics.Length(property.Span, node.Path, property.Value.Length, parent.Path, count));
        }
    }

    /// <summary>Who takes interrupts says in how many cells, and nobody else does.</summary>
    public static void CheckProvider(DeviceTreeNode node, CheckContext context)
    {
        bool isProvider = IsProvider(node);
        bool hasCells = node.FindProperty(Cells) is not null;
        if (isProvider && !hasCells)
        {
            context.Report(node, InterruptDiagnostics.ProviderWithoutCells(node.Span, node.Path));
        }
        else if (!isProvider && hasCells)
        {
            context.Report(node, InterruptDiagnostics.CellsWithoutProvider(node.Span, node.Path));
        }
    }

    /// <summary>The parent of a node's interrupts; <see langword="null"/> after a fault, or when a node of the base says it.</summary>
    private static DeviceTreeNode? FindParent(DeviceTreeNode node, CheckContext context)
    {
        for (DeviceTreeNode? parent = node; parent is not null; parent = parent.Parent)
        {
            if (parent != node && IsProvider(parent))
            {
                return parent;
            }

            if (parent.FindProperty("interrupt-parent") is DeviceTreeProperty property)
            {
                return FollowParent(node, parent, property, context);
            }
        }

        context.Report(node, InterruptDiagnostics.NoParent(node.Span, node.Path));
        return null;
    }

    private static DeviceTreeNode? FollowParent(DeviceTreeNode node, DeviceTreeNode owner, DeviceTreeProperty property, CheckContext context)
    {
        bool isCell = property.Value.TryReadCell(out uint phandle);
        bool isNone = !isCell || CheckContext.IsNoPhandle(phandle);
        if (isCell && isNone && (context.Document.IsPlugin || property.Value.References.Any()))
        {
            // A node of the base, or a label that nobody carries, which is reported already.
            return null;
        }

        DeviceTreeNode? parent = isNone ? null : context.FindByPhandle(phandle);
        if (parent is null)
        {
            context.Report(owner, property, InterruptDiagnostics.BadParent(property.Span, owner.Path, node.Path));
            if (isNone)
            {
                context.Report(node, InterruptDiagnostics.NoParent(node.Span, node.Path));
            }
        }
        else if (!IsProvider(parent))
        {
            context.Report(parent, InterruptDiagnostics.NoProvider(parent.Span, parent.Path, node.Path, property.Span));
        }

        return parent;
    }
}
