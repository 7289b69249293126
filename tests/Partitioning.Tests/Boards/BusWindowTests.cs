using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;

namespace Partition.Partitioning.Tests.Boards;

/// <summary>A bus whose registers are only the window to its children is not a device.</summary>
public sealed class BusWindowTests
{
    [Theory]
    [InlineData("simple-bus", "", true)]
    [InlineData("fsl,aips-bus\", \"simple-bus", "", true)]
    [InlineData("simple-mfd", "", true)]
    [InlineData("syscon\", \"simple-mfd", "", false)]
    [InlineData("simple-bus", "#clock-cells = <1>;", false)]
    [InlineData("simple-bus", "interrupts = <0 5 4>;", false)]
    [InlineData("ti,dra7-cm-core-aon\", \"simple-bus", "", false)]
    [InlineData("acme,bridge", "", false)]
    public void RoleOfABusWithRegisters(string compatible, string more, bool isPassive) =>
        Assert.Equal(
            isPassive ? DeviceRole.Passive : DeviceRole.Device,
            RoleOf(compatible, "ranges = <0 0x40000000 0x100000>;", "0x40000000 0x100000", more));

    [Fact]
    public void RegistersBesideTheChildrenAreUsed() =>
        Assert.Equal(DeviceRole.Device, RoleOf("simple-bus", "ranges = <0 0x40000000 0x100000>;", "0x50000000 0x1000", ""));

    [Theory]
    [InlineData(0x4b0, true)]
    [InlineData(0x2000, false)]
    public void RegistersOfGrandchildrenCount(int bank, bool isPassive)
    {
        // Amlogic's bus of peripherals: the one child, a pin controller, has its registers in its banks.
        Board board = Source.BoardWith($$"""
            periphs: bus@c8834000 {
                compatible = "simple-bus"; reg = <0xc8834000 0x2000>; #address-cells = <1>; #size-cells = <1>;
                ranges = <0 0xc8834000 0x4000>;
                pinctrl { compatible = "amlogic,meson-gxl-periphs-pinctrl"; #address-cells = <1>; #size-cells = <1>; ranges;
                    gpio: bank@{{bank:x}} { reg = <{{bank}} 0x14>; gpio-controller; #gpio-cells = <2>; };
                };
            };
            """);
        Assert.Equal(isPassive ? DeviceRole.Passive : DeviceRole.Device, board[board.Document.FindByLabel("periphs")!].Role);
    }

    [Fact]
    public void WithoutRangesTheChildrenAreElsewhere() =>
        Assert.Equal(DeviceRole.Device, RoleOf("simple-bus", "", "0x40000000 0x100000", ""));

    [Fact]
    public void TwoGuestsOnOneBusDoNotMeet()
    {
        PartitionPlan plan = PartitionPlanner.Plan(
            Read("simple-bus", "ranges = <0 0x40000000 0x100000>;", "0x40000000 0x100000", ""),
            [Planning.Guest("ua"), Planning.Guest("ub") with { Name = "guest1" }]);

        Assert.Empty(plan.Diagnostics);
    }

    private static DeviceRole RoleOf(string compatible, string ranges, string registers, string more)
    {
        Board board = Read(compatible, ranges, registers, more);
        return board[board.Document.FindByLabel("apb")!].Role;
    }

    private static Board Read(string compatible, string ranges, string registers, string more) => Board.Read(TestTrees.Compile($$"""
        /dts-v1/;
        / {
            #address-cells = <1>; #size-cells = <1>; interrupt-parent = <&gic>;
            cpus { #address-cells = <1>; #size-cells = <0>; cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a7"; reg = <0>; }; };
            memory@80000000 { device_type = "memory"; reg = <0x80000000 0x20000000>; };
            gic: interrupt-controller@1000 {
                compatible = "arm,gic-400"; reg = <0x1000 0x1000>; interrupt-controller; #interrupt-cells = <3>; #address-cells = <0>;
            };
            apb: bus@40000000 {
                compatible = "{{compatible}}"; reg = <{{registers}}>; #address-cells = <1>; #size-cells = <1>; {{ranges}} {{more}}
                ua: serial@0 { compatible = "ns16550a"; reg = <0 0x1000>; interrupts = <0 20 4>; };
                ub: serial@10000 { compatible = "ns16550a"; reg = <0x10000 0x1000>; interrupts = <0 21 4>; };
            };
        };
        """));
}
