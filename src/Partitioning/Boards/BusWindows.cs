using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Boards;

/// <summary>Distinguishes buses whose <c>reg</c> only repeats the window of their <c>ranges</c> from devices.</summary>
/// <remarks>
/// Devicetree Specification v0.4, sections 2.3.8 and 4.5: a <c>simple-bus</c> has no driver, so its registers are not used. Boards of
/// NXP (<c>fsl,aips-bus</c>), Amlogic and Realtek also write its window as <c>reg</c>.
/// </remarks>
internal static class BusWindows
{
    private static readonly string[] s_buses =
        ["simple-bus", "simple-pm-bus", "simple-mfd", "fsl,aips-bus", "fsl,aips", "fsl,spba-bus", "fsl,emi-bus", "fsl,imx8mq-noc-bus"];

    /// <summary>Properties by which a node serves others, so that its registers are used after all.</summary>
    private static readonly string[] s_services =
    [
        "#clock-cells", "#reset-cells", "#power-domain-cells", "#gpio-cells", "#dma-cells", "#mbox-cells", "#phy-cells", "#pwm-cells",
        "#iommu-cells", "#interconnect-cells", "#nvmem-cell-cells", "#thermal-sensor-cells", "#io-channel-cells", "interrupt-controller",
        "msi-controller", "dma-channels", "bus-range",
    ];

    /// <summary>Whether a node is a bus and nothing else, although it has registers.</summary>
    public static bool IsOnlyABus(BoardDevice device) =>
        !device.Registers.IsEmpty
        && device.Interrupts.IsEmpty
        && device.Node.FindProperty("ranges") is not null
        && !device.Compatible.IsEmpty
        && device.Compatible.All(s_buses.Contains) // Another name in front is that of a driver, which uses the registers.
        && !Array.Exists(s_services, name => device.Node.FindProperty(name) is not null)
        && RegistersBelow(device.Node) is { IsEmpty: false } registers
        && device.Registers.All(window => registers.Any(window.Contains));

    /// <summary>The registers of all devices on a bus: also of those below a child without registers, such as the banks of pins.</summary>
    private static ImmutableArray<AddressRange> RegistersBelow(DeviceTreeNode bus) =>
        [.. bus.DescendantsAndSelf().Where(node => node != bus).SelectMany(static node => AddressTranslation.ReadRegisters(node))];
}
