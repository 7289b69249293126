using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Tests.Xen;

/// <summary>Drivers find the numbers of their devices in a guest's tree under Xen, too.</summary>
public class GuestAliasesTests
{
    private static Board BoardWith(string aliases) => PassthroughTreeTests.BoardWith($$"""
        aliases { {{aliases}} };
        soc { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>; ranges;
            imx: serial@a000 { compatible = "fsl,imx6q-uart"; reg = <0xa000 0x1000>; interrupts = <0 5 4>; };
            pl0: serial@b000 { compatible = "arm,pl011"; reg = <0xb000 0x1000>; interrupts = <0 6 4>; };
            pl1: serial@c000 { compatible = "arm,pl011"; reg = <0xc000 0x1000>; interrupts = <0 7 4>; };
            far: gpio@40000000 { compatible = "acme,gpio"; reg = <0x40000000 0x1000>; interrupts = <0 8 4>; };
        };
        """);

    private static string[] AliasesOf(Board board, string devices) =>
        [.. (XenBuilds.ConfigTree(board, devices).FindByPath("/aliases")?.Properties ?? []).Select(static alias =>
            alias.Value.TryReadString(out string path) ? $"{alias.Name} {path}" : alias.Name)];

    [Fact]
    public void KeepTheBoardsNumbersAtTheGuestsPaths() => Assert.Equal(
        ["serial2 /passthrough/soc@0/serial@a000", "gpio4 /passthrough/gpio@10000000"],
        AliasesOf(BoardWith("serial2 = &imx; serial3 = &pl0; gpio4 = &far;"), "imx; far"));

    /// <summary>Unless another driver's port is the first, which that driver numbers on its own.</summary>
    [Theory]
    [InlineData("serial1 = &pl0;", "pl0", "serial1 /passthrough/soc@0/serial@b000, serial0 /sbsa-uart@22000000")]
    [InlineData("serial0 = &pl0;", "pl0", "serial1 /passthrough/soc@0/serial@b000, serial0 /sbsa-uart@22000000")]
    [InlineData(
        "serial0 = &pl0; serial1 = &pl1;",
        "pl0; pl1",
        "serial2 /passthrough/soc@0/serial@b000, serial1 /passthrough/soc@0/serial@c000, serial0 /sbsa-uart@22000000")]
    [InlineData(
        "serial0 = &imx; serial1 = &pl1;", "imx; pl1", "serial0 /passthrough/soc@0/serial@a000, serial1 /passthrough/soc@0/serial@c000")]
    [InlineData("serial0 = &imx;", "imx", "serial0 /passthrough/soc@0/serial@a000")]
    public void TheEmulatedPortIsTheFirstOfItsDriver(string aliases, string devices, string expected) =>
        Assert.Equal(expected, string.Join(", ", AliasesOf(BoardWith(aliases), devices)));

    [Fact]
    public void NoneAreWrittenForDevicesWithout() => Assert.Empty(AliasesOf(BoardWith("serial3 = &pl0;"), "imx"));

    /// <summary>The tree that Xen makes has them as Xen copies them.</summary>
    [Fact]
    public void ThePredictedTreeHasThem()
    {
        GuestPlan plan = XenBuilds.PlanOne(BoardWith("serial2 = &imx;"), "imx");
        Assert.Equal(
            ["/passthrough/soc@0/serial@a000"], XenBuilds.Xen.Trees.BuildOperatingSystemTree(plan).Strings("/aliases", "serial2"));
    }

    /// <summary>A device that moves leaves the buses whose interrupt parent it had, and the root's is the board's controller.</summary>
    [Fact]
    public void AMovedDeviceHasTheGuestsInterruptController()
    {
        DeviceTreeDocument tree = XenBuilds.ConfigTree(BoardWith(""), "far");
        Assert.Equal(
            ImmutableArray.Create(0xfde8u),
            tree.Nodes.Select(static node => node.FindProperty("interrupt-parent")).OfType<DeviceTreeProperty>()
                .Select(static property => property.Value.TryReadCell(out uint phandle) ? phandle : 0).Distinct());
    }
}
