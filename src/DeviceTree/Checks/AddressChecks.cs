using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;

namespace Partition.DeviceTree.Checks;

/// <summary>Checks of <c>reg</c>, <c>ranges</c> and of the cells they are counted in.</summary>
internal static class AddressChecks
{
    /// <summary>The length of <c>reg</c>.</summary>
    public static void CheckReg(DeviceTreeNode node, CheckContext context)
    {
        if (node.FindProperty("reg") is not DeviceTreeProperty property)
        {
            return;
        }

        BusFault fault = node.FindRegFault();
        if (fault == BusFault.NoBus)
        {
            context.Report(node, CheckDiagnostics.OnRoot(property.Span, "reg"));
        }
        else if (fault == BusFault.Length)
        {
            CellCounts outer = CellCounts.Of(node.Parent!);
            context.Report(node, property, CheckDiagnostics.RegLength(
                property.Span, node.Path, property.Value.Length, outer.Address, outer.Size));
        }
    }

    /// <summary>The length of <c>ranges</c> and <c>dma-ranges</c>.</summary>
    public static Action<DeviceTreeNode, CheckContext> CheckRanges(string name) => (node, context) =>
    {
        if (node.FindProperty(name) is not DeviceTreeProperty property)
        {
            return;
        }

        BusFault fault = node.FindRangesFault(name);
        if (fault == BusFault.NoBus)
        {
            context.Report(node, property, CheckDiagnostics.OnRoot(property.Span, name));
            return;
        }

        (CellCounts own, CellCounts outer) = (CellCounts.Of(node), CellCounts.Of(node.Parent!));
        if (fault == BusFault.None && property.Value.IsEmpty)
        {
            CheckIdentity(node, property, own, outer, context);
        }
        else if (fault == BusFault.Length)
        {
            context.Report(node, property, CheckDiagnostics.RangesLength(
                property.Span, name, node.Path, property.Value.Length, own.Address, outer.Address, own.Size));
        }
    };

    /// <summary>Addresses that rely on what is taken when nothing is said.</summary>
    public static void CheckDefaults(DeviceTreeNode node, CheckContext context)
    {
        if (node.Parent is null || (node.FindProperty("reg") is null && node.FindProperty("ranges") is null))
        {
            return;
        }

        CellCounts outer = CellCounts.Of(node.Parent);
        if (!outer.IsUsable)
        {
            return;
        }

        if (outer.DeclaredAddress is null)
        {
            context.Report(
                node,
                CheckDiagnostics.DefaultCells(node.Span, node.Path, "#address-cells", node.Parent.Path, CellCounts.DefaultAddress));
        }

        if (outer.DeclaredSize is null)
        {
            context.Report(
                node,
                CheckDiagnostics.DefaultCells(node.Span, node.Path, "#size-cells", node.Parent.Path, CellCounts.DefaultSize));
        }
    }

    /// <summary>Cells that nothing is counted in.</summary>
    public static void CheckUnnecessary(DeviceTreeNode node, CheckContext context)
    {
        if (node.Parent is null || !node.HadChildren || CellCounts.Of(node) is not { DeclaredAddress: not null, DeclaredSize: not null })
        {
            return;
        }

        bool hasRanges = node.FindProperty("ranges") is not null || node.FindProperty("dma-ranges") is not null;
        if (!hasRanges && !HasAddressedChild(node))
        {
            context.Report(node, CheckDiagnostics.UnnecessaryCells(node.Span, node.Path));
        }
    }

    private static bool HasAddressedChild(DeviceTreeNode node)
    {
        foreach (DeviceTreeNode child in node.ChildSpan)
        {
            if (child.FindProperty("reg") is not null || child.FindProperty("ranges") is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static void CheckIdentity(
        DeviceTreeNode node,
        DeviceTreeProperty property,
        CellCounts own,
        CellCounts outer,
        CheckContext context)
    {
        if (own.Address != outer.Address)
        {
            context.Report(
                node,
                property,
                CheckDiagnostics.EmptyRangesDiffer(
                    property.Span,
                    property.Name,
                    node.Path,
                    "#address-cells",
                    own.Address,
                    node.Parent!.Path,
                    outer.Address));
        }

        if (own.Size != outer.Size)
        {
            context.Report(
                node,
                property,
                CheckDiagnostics.EmptyRangesDiffer(
                    property.Span,
                    property.Name,
                    node.Path,
                    "#size-cells",
                    own.Size,
                    node.Parent!.Path,
                    outer.Size));
        }
    }
}
