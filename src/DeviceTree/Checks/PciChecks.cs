using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Checks;

/// <summary>Checks of PCI bridges and the devices behind them (IEEE 1275 PCI bus binding 2.1).</summary>
internal static class PciChecks
{
    /// <summary>A bridge.</summary>
    public static void CheckBridge(DeviceTreeNode node, CheckContext context)
    {
        if (node.FindProperty("device_type")?.Value.BeginsWithString("pci"u8) != true)
        {
            return;
        }

        context.SetBus(node, Bus.Pci);
        if (node.BaseName is not ("pci" or "pcie"))
        {
            context.Report(node, BusDiagnostics.BusName(node.Span, node.Path, "PCI bridge", "'pci' or 'pcie'"));
        }

        if (node.FindProperty("ranges") is null)
        {
            context.Report(node, BusDiagnostics.BridgeWithoutRanges(node.Span, node.Path));
        }

        BusCells.Check(node, "PCI bridge", 3, 2, context);
        CheckBusRange(node, context);
    }

    /// <summary>The address of a device in configuration space.</summary>
    public static void CheckDeviceReg(DeviceTreeNode node, CheckContext context)
    {
        if (FindReg(node, context) is not DeviceTreeProperty property)
        {
            return;
        }

        // phys.hi is npt000ss bbbbbbbb dddddfff rrrrrrrr.
        uint high = property.Value.Cell(0);
        if (property.Value.CellCount() < 3 || property.Value.Cell(1) != 0 || property.Value.Cell(2) != 0)
        {
            context.Report(node, property, BusDiagnostics.PciAddressCells(property.Span, node.Path));
        }

        if ((high & 0xff000000) != 0)
        {
            context.Report(node, property, BusDiagnostics.PciNotConfiguration(property.Span, node.Path, high));
        }

        if ((high & 0xff) != 0)
        {
            context.Report(node, property, BusDiagnostics.PciRegister(property.Span, node.Path, high));
        }

        (uint device, uint function) = ((high >> 11) & 0x1f, (high >> 8) & 7);
        string full = $"{Values.Hex(device)},{Values.Hex(function)}";
        string unit = node.UnitAddress ?? "";
        if (unit != full && (function != 0 || unit != Values.Hex(device)))
        {
            context.Report(node, BusDiagnostics.WrongUnitAddress(node.Span, node.Path, "PCI", full));
        }
    }

    /// <summary>The bus number of a device.</summary>
    public static void CheckDeviceBus(DeviceTreeNode node, CheckContext context)
    {
        if (FindReg(node, context) is not DeviceTreeProperty property)
        {
            return;
        }

        uint number = (property.Value.Cell(0) >> 16) & 0xff;
        DeviceTreeProperty? range = node.Parent!.FindProperty("bus-range");
        if (range is not null && range.Value.Length != 2 * sizeof(uint))
        {
            return;
        }

        (uint first, uint last) = range is null ? (0, 0) : (range.Value.Cell(0), range.Value.Cell(1));
        if (number < first || number > last)
        {
            context.Report(node, range, BusDiagnostics.PciBusNumber(property.Span, node.Path, number, first, last));
        }
    }

    private static void CheckBusRange(DeviceTreeNode node, CheckContext context)
    {
        if (node.FindProperty("bus-range") is not DeviceTreeProperty range)
        {
            return;
        }

        if (range.Value.Length != 2 * sizeof(uint))
        {
            context.Report(node, range, BusDiagnostics.BusRangeLength(range.Span, node.Path, range.Value.Length));
            return;
        }

        (uint first, uint last) = (range.Value.Cell(0), range.Value.Cell(1));
        if (first > last)
        {
            context.Report(node, range, BusDiagnostics.BusRangeOrder(range.Span, node.Path, first, last));
        }

        if (last > 0xff)
        {
            context.Report(node, range, BusDiagnostics.BusRangeEnd(range.Span, node.Path, last));
        }
    }

    /// <summary>The address of a node on a PCI bus, if it has one.</summary>
    private static DeviceTreeProperty? FindReg(DeviceTreeNode node, CheckContext context) =>
        context.BusOf(node.Parent) == Bus.Pci && node.FindProperty("reg") is { Value.Length: >= sizeof(uint) } property ? property : null;
}
