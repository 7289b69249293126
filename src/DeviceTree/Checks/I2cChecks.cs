using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Checks;

/// <summary>Checks of I2C buses and the devices on them.</summary>
internal static class I2cChecks
{
    // Linux, include/dt-bindings/i2c/i2c.h.
    private const uint TenBitAddress = 1u << 31;
    private const uint OwnTargetAddress = 1u << 30;

    /// <summary>A bus.</summary>
    public static void CheckBridge(DeviceTreeNode node, CheckContext context)
    {
        if (!IsBus(node))
        {
            return;
        }

        context.SetBus(node, Bus.I2c);
        if (node.HadChildren)
        {
            BusCells.Check(node, "I2C bus", 1, 0, context);
        }
    }

    /// <summary>The address of a device.</summary>
    public static void CheckReg(DeviceTreeNode node, CheckContext context)
    {
        if (context.BusOf(node.Parent) != Bus.I2c)
        {
            return;
        }

        if (node.FindProperty("reg") is not { Value.IsEmpty: false } property)
        {
            context.Report(node, BusDiagnostics.NoAddress(node.Span, node.Path, "I2C bus"));
            return;
        }

        uint first = property.Value.CellCount() == 0 ? 0 : property.Value.Cell(0) & ~OwnTargetAddress;
        if (property.Value.CellCount() > 0 && !Values.IsHex(node.UnitAddressSpan, first))
        {
            context.Report(node, BusDiagnostics.WrongUnitAddress(node.Span, node.Path, "I2C bus", Values.Hex(first)));
        }

        for (int i = 0; i < property.Value.CellCount(); i++)
        {
            CheckAddress(node, property, property.Value.Cell(i) & ~OwnTargetAddress, context);
        }
    }

    private static bool IsBus(DeviceTreeNode node)
    {
        if (node.BaseNameSpan is not "i2c")
        {
            return node.BaseNameSpan is "i2c-bus" or "i2c-arb";
        }

        // A controller may keep its bus in a node of its own.
        foreach (DeviceTreeNode child in node.ChildSpan)
        {
            if (child.BaseNameSpan is "i2c-bus")
            {
                return false;
            }
        }

        return true;
    }

    private static void CheckAddress(DeviceTreeNode node, DeviceTreeProperty property, uint address, CheckContext context)
    {
        bool isTenBit = (address & TenBitAddress) != 0;
        uint bare = address & ~TenBitAddress;
        if (bare > (isTenBit ? 0x3ffu : 0x7fu))
        {
            context.Report(node, property, BusDiagnostics.I2cAddress(property.Span, node.Path, bare, isTenBit ? 10 : 7));
        }
    }
}
