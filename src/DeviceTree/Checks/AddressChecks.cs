namespace Partition.DeviceTree.Checks;

/// <summary>Checks of <c>reg</c>, <c>ranges</c> and of the cells they are counted in.</summary>
internal static class AddressChecks
{
    // Devicetree Specification v0.4, section 2.3.5: what a node without #address-cells and #size-cells has.
    private const uint DefaultAddressCells = 2;
    private const uint DefaultSizeCells = 1;

    /// <summary>The checks.</summary>
    public static IEnumerable<TreeCheck> All { get; } =
    [
        new("reg_format", CheckReg),
        new("ranges_format", static (node, context) => CheckRanges(node, context, "ranges")),
        new("dma_ranges_format", static (node, context) => CheckRanges(node, context, "dma-ranges")),
        new("avoid_default_addr_size", CheckDefaults),
        new("avoid_unnecessary_addr_size", CheckUnnecessary),
    ];

    private static uint AddressCells(DeviceTreeNode node) => CheckContext.AddressCells(node) ?? DefaultAddressCells;

    private static uint SizeCells(DeviceTreeNode node) => CheckContext.SizeCells(node) ?? DefaultSizeCells;

    private static bool IsMultiple(int length, ulong cells) => cells == 0 ? length == 0 : (ulong)length % (cells * sizeof(uint)) == 0;

    private static void CheckReg(DeviceTreeNode node, CheckContext context)
    {
        if (node.FindProperty("reg") is not DeviceTreeProperty property)
        {
            return;
        }

        if (node.Parent is null)
        {
            context.Report(CheckDiagnostics.OnRoot(property.Span, "reg"));
            return;
        }

        (uint address, uint size) = (AddressCells(node.Parent), SizeCells(node.Parent));
        if (property.Value.IsEmpty || !IsMultiple(property.Value.Length, (ulong)address + size))
        {
            context.Report(CheckDiagnostics.RegLength(property.Span, node.Path, property.Value.Length, address, size));
        }
    }

    private static void CheckRanges(DeviceTreeNode node, CheckContext context, string name)
    {
        if (node.FindProperty(name) is not DeviceTreeProperty property)
        {
            return;
        }

        if (node.Parent is null)
        {
            context.Report(CheckDiagnostics.OnRoot(property.Span, name));
            return;
        }

        (uint own, uint outer, uint size) = (AddressCells(node), AddressCells(node.Parent), SizeCells(node));
        if (!property.Value.IsEmpty)
        {
            if (!IsMultiple(property.Value.Length, (ulong)own + outer + size))
            {
                context.Report(CheckDiagnostics.RangesLength(property.Span, name, node.Path, property.Value.Length, own, outer, size));
            }
        }
        else if (own != outer || size != SizeCells(node.Parent))
        {
            context.Report(CheckDiagnostics.EmptyRangesDiffer(property.Span, name, node.Path, node.Parent.Path));
        }
    }

    private static void CheckDefaults(DeviceTreeNode node, CheckContext context)
    {
        if (node.Parent is null || (node.FindProperty("reg") is null && node.FindProperty("ranges") is null))
        {
            return;
        }

        if (CheckContext.AddressCells(node.Parent) is null)
        {
            context.Report(CheckDiagnostics.DefaultCells(node.Span, node.Path, "#address-cells", node.Parent.Path, DefaultAddressCells));
        }

        if (CheckContext.SizeCells(node.Parent) is null)
        {
            context.Report(CheckDiagnostics.DefaultCells(node.Span, node.Path, "#size-cells", node.Parent.Path, DefaultSizeCells));
        }
    }

    private static void CheckUnnecessary(DeviceTreeNode node, CheckContext context)
    {
        bool hasCells = CheckContext.AddressCells(node) is not null && CheckContext.SizeCells(node) is not null;
        bool hasRanges = node.FindProperty("ranges") is not null || node.FindProperty("dma-ranges") is not null;
        if (node.Parent is null || !hasCells || hasRanges || node.Children.Count == 0)
        {
            return;
        }

        if (!node.Children.Any(static child => child.FindProperty("reg") is not null || child.FindProperty("ranges") is not null))
        {
            context.Report(CheckDiagnostics.UnnecessaryCells(node.Span, node.Path));
        }
    }
}
