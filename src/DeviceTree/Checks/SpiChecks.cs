using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;

namespace Partition.DeviceTree.Checks;

/// <summary>Checks of SPI buses and the devices on them.</summary>
internal static class SpiChecks
{
    /// <summary>A bus: what is called one, and what has devices that look like it.</summary>
    public static void CheckBridge(DeviceTreeNode node, CheckContext context)
    {
        bool isNamed = node.BaseNameSpan is "spi";
        if (!isNamed && !LooksLikeBus(node))
        {
            return;
        }

        context.SetBus(node, Bus.Spi);
        if (!isNamed && node.FindProperty("reg") is not null)
        {
            context.Report(node, BusDiagnostics.BusName(node.Span, node.Path, "SPI bus", "'spi'"));
        }

        if (node.HadChildren)
        {
            BusCells.Check(node, "SPI bus", node.FindProperty("spi-slave") is null ? 1u : 0, 0, context);
        }
    }

    /// <summary>The address of a device: its chip select.</summary>
    public static void CheckReg(DeviceTreeNode node, CheckContext context)
    {
        if (context.BusOf(node.Parent) != Bus.Spi || node.Parent!.FindProperty("spi-slave") is not null)
        {
            return;
        }

        if (node.FindProperty("reg") is not { Value.IsEmpty: false } property)
        {
            context.Report(node, BusDiagnostics.NoAddress(node.Span, node.Path, "SPI bus"));
        }
        else if (property.Value.CellCount() > 0 && !Values.IsHex(node.UnitAddressSpan, property.Value.Cell(0)))
        {
            context.Report(node, BusDiagnostics.WrongUnitAddress(node.Span, node.Path, "SPI bus", Values.Hex(property.Value.Cell(0))));
        }
    }

    private static bool LooksLikeBus(DeviceTreeNode node)
    {
        if (node.ChildSpan.IsEmpty || CellCounts.Of(node) is not { Address: 1, Size: 0 })
        {
            return false;
        }

        foreach (DeviceTreeNode child in node.ChildSpan)
        {
            foreach (DeviceTreeProperty property in child.PropertySpan)
            {
                if (property.Name.StartsWith("spi-", StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
