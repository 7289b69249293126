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
        // A controller may keep its bus in a node of its own.
        bool isController = node.BaseName == "i2c" && !node.Children.Any(static child => child.BaseName == "i2c-bus");
        if (!isController && node.BaseName is not ("i2c-bus" or "i2c-arb"))
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

        string unit = property.Value.CellCount() == 0 ? "" : Values.Hex(property.Value.Cell(0) & ~OwnTargetAddress);
        if (unit.Length > 0 && (node.UnitAddress ?? "") != unit)
        {
            context.Report(node, BusDiagnostics.WrongUnitAddress(node.Span, node.Path, "I2C bus", unit));
        }

        for (int i = 0; i < property.Value.CellCount(); i++)
        {
            CheckAddress(node, property, property.Value.Cell(i) & ~OwnTargetAddress, context);
        }
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
