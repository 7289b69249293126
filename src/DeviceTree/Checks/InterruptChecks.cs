using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;

namespace Partition.DeviceTree.Checks;

/// <summary>Checks of interrupts and of those who take them (Devicetree Specification v0.4, section 2.4).</summary>
internal static class InterruptChecks
{
    private const string Cells = "#interrupt-cells";

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

        InterruptParent parent = node.ReadInterruptParent(context.Index);
        ReportParent(node, parent, context);
        if (parent.Node?.FindProperty(Cells) is DeviceTreeProperty cells
            && parent.Node.FindSpecifiersFault(property.Value) == BusFault.Length)
        {
            context.Report(node, cells, InterruptDiagnostics.Length(
                property.Span, node.Path, property.Value.Length, parent.Node.Path, CellCounts.Read(parent.Node, Cells)!.Value));
        }
    }

    /// <summary>Who takes interrupts says in how many cells, and nobody else does.</summary>
    public static void CheckProvider(DeviceTreeNode node, CheckContext context)
    {
        bool isProvider = node.IsInterruptProvider();
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

    /// <summary>Reports what is wrong with a node's interrupt parent.</summary>
    private static void ReportParent(DeviceTreeNode node, InterruptParent parent, CheckContext context)
    {
        DeviceTreeProperty? property = parent.DeclaredBy?.FindProperty("interrupt-parent");
        switch (parent.Fault)
        {
            case BusFault.InvalidPhandle when property!.Value.TryReadCell(out _)
                && (context.Document.IsPlugin || property.Value.References.Any()):
                return; // A node of the base, or an undefined label, which is reported already.

            case BusFault.InvalidPhandle:
                context.Report(
                    parent.DeclaredBy!, property, InterruptDiagnostics.BadParent(property.Span, parent.DeclaredBy!.Path, node.Path));
                context.Report(node, InterruptDiagnostics.NoParent(node.Span, node.Path));
                return;

            case BusFault.UnknownPhandle:
                context.Report(
                    parent.DeclaredBy!, property, InterruptDiagnostics.BadParent(property!.Span, parent.DeclaredBy!.Path, node.Path));
                return;

            case BusFault.NotInterruptProvider:
                context.Report(
                    parent.Node!, InterruptDiagnostics.NoProvider(parent.Node!.Span, parent.Node.Path, node.Path, property!.Span));
                return;

            case BusFault.NoInterruptParent:
                context.Report(node, InterruptDiagnostics.NoParent(node.Span, node.Path));
                return;
        }
    }
}
