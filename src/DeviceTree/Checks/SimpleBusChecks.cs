using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;

namespace Partition.DeviceTree.Checks;

/// <summary>Checks of buses that are compatible with "simple-bus".</summary>
internal static class SimpleBusChecks
{
    /// <summary>Finds the buses.</summary>
    public static void CheckBridge(DeviceTreeNode node, CheckContext context)
    {
        if (Values.HasString(node, "compatible", "simple-bus"u8))
        {
            context.SetBus(node, Bus.Simple);
        }
    }

    /// <summary>The address of a device.</summary>
    public static void CheckReg(DeviceTreeNode node, CheckContext context)
    {
        if (context.BusOf(node.Parent) != Bus.Simple)
        {
            return;
        }

        // Behind the address within the node, an entry of ranges has that in the parent.
        bool isReg = node.FindProperty("reg") is not null;
        PropertyValue? value = (isReg ? node.FindProperty("reg") : node.FindProperty("ranges"))?.Value;
        if (value is null or { IsEmpty: true })
        {
            if (node.Parent!.Parent is not null && context.BusOf(node) != Bus.Simple)
            {
                context.Report(node, BusDiagnostics.NoAddress(node.Span, node.Path, "simple bus"));
            }

            return;
        }

        uint first = isReg ? 0 : CellCounts.Of(node).Address;
        uint count = CellCounts.Of(node.Parent!).Address;
        if ((ulong)first + count > (ulong)value.CellCount())
        {
            return;
        }

        ulong address = 0;
        for (uint i = first; i < first + count; i++)
        {
            address = (address << 32) | value.Cell((int)i);
        }

        if (!Values.IsHex(node.UnitAddressSpan, address))
        {
            context.Report(node, BusDiagnostics.WrongUnitAddress(node.Span, node.Path, "simple bus", Values.Hex(address)));
        }
    }
}
