using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Rules;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Trees;

namespace Partition.Partitioning.Tests.Trees;

public class StandInsTests
{
    private const string Clocks = """clocks = <&osc>, <&ccu 3>; clock-names = "core", "bus";""";
    private const string Nodes = $$"""
        uart: serial@9000 { reg = <0x9000 0x1000>; {{Clocks}} resets = <&ccu 7>; reset-names = "all";
            dmas = <&dma 1>, <&dma 2>; dma-names = "rx", "tx"; vcc-supply = <&ldo>; pinctrl-names = "default"; pinctrl-0 = <&pins>; };
        osc: oscillator { compatible = "fixed-clock"; #clock-cells = <0>; clock-frequency = <1000>; };
        ccu: clock-controller@a000 { reg = <0xa000 0x1000>; #clock-cells = <1>; #reset-cells = <1>; clocks = <&deep>; };
        deep: deep@a800 { reg = <0xa800 0x100>; };
        dma: dma-controller@b000 { reg = <0xb000 0x1000>; #dma-cells = <1>; };
        ldo: regulator@c000 { reg = <0xc000 0x1000>; regulator-name = "vcc"; };
        pinctrl: pinctrl@d000 { reg = <0xd000 0x1000>; pins: uart-pins { rx { pins = "a"; }; tx { pins = "b"; }; }; };
        """;

    [Fact]
    public void AClockAndARegulatorAreReplacedAndWhatNothingStandsForLeavesTheTree()
    {
        DeviceTreeDocument tree = Cut(("ccu", 48_000_000u), ("dma", null), ("ldo", null), ("pinctrl", null));

        DeviceTreeNode uart = tree.FindByPath("/serial@9000")!;
        Assert.Equal(["reg", "clocks", "clock-names", "vcc-supply"], uart.Properties.Select(static property => property.Name));
        Assert.True(uart.TryReadSpecifiers("clocks", "#clock-cells", out ImmutableArray<NodeSpecifier?> clocks));
        Assert.Equal(
            [("/oscillator", 0), ("/clock-controller", 1)],
            clocks.Select(static clock => (clock!.Provider.Path, clock.Cells.Length)));
        Assert.Equal(
            ["compatible", "#clock-cells", "clock-frequency", "phandle"],
            tree.FindByPath("/clock-controller")!.Properties.Select(static property => property.Name));
        Assert.True(tree.FindByPath("/clock-controller")!.FindProperty("clock-frequency")!.Value.TryReadCell(out uint rate));
        Assert.Equal(48_000_000u, rate);
        Assert.Equal(
            ["compatible", "regulator-name", "regulator-always-on", "phandle"],
            tree.FindByPath("/regulator")!.Properties.Select(static property => property.Name));
        Assert.DoesNotContain(tree.Nodes, static node => node.BaseName is "deep" or "dma-controller" or "pinctrl" or "uart-pins");
    }

    [Fact]
    public void TheNamesOfMailboxesGoWithThem()
    {
        Board board = Source.BoardWith("""
            uart: serial@9000 { reg = <0x9000 0x1000>; mboxes = <&a 1>, <&b 2>; mbox-names = "rx", "tx"; };
            a: mailbox@a000 { reg = <0xa000 0x1000>; #mbox-cells = <1>; };
            b: mailbox@b000 { reg = <0xb000 0x1000>; #mbox-cells = <1>; };
            """);
        DeviceTreeNode uart = OperatingSystemTree.Cut(board.PlanOne(Planning.Guest("uart").With("a", DeviceAccess.Stub)))
            .FindByPath("/serial@9000")!;
        Assert.True(uart.FindProperty("mbox-names")!.Value.TryReadStrings(out ImmutableArray<string> names));
        Assert.Equal(["tx"], names.AsEnumerable());
    }

    [Fact]
    public void WithoutStubsAllOfItStays()
    {
        DeviceTreeDocument tree = Cut();
        Assert.NotNull(tree.FindByPath("/deep@a800"));
        Assert.NotNull(tree.FindByPath("/pinctrl@d000/uart-pins/rx"));
    }

    [Fact]
    public void WhereTheHypervisorAnswersForAStubItsNodeStays()
    {
        Board board = Source.BoardWith(Nodes);
        PartitionPlan plan = PartitionPlanner.Plan(new PartitionRequest(board, [Planning.Guest("uart").With("ccu", DeviceAccess.Stub)])
        {
            Policy = new HypervisorPolicy { AnswersForStubs = true },
            Allowances = [new("dma", "HV2037", "the test does not boot", SourceSpan.None)],
        });
        Assert.Empty(plan.Diagnostics);
        Assert.NotNull(OperatingSystemTree.Cut(plan.Guests[0]).FindByPath("/clock-controller@a000"));
    }

    [Fact]
    public void TwoStandInsOfOneNameKeepTheirAddressInIt()
    {
        Board board = Source.BoardWith("""
            uart: serial@9000 { reg = <0x9000 0x1000>; clocks = <&a 1>, <&b 1>; };
            a: clock-controller@a000 { reg = <0xa000 0x1000>; #clock-cells = <1>; clock-frequency = <7>; };
            b: clock-controller@b000 { reg = <0xb000 0x1000>; #clock-cells = <1>; clock-frequency = <8>; };
            """);
        DeviceTreeDocument tree = OperatingSystemTree.Cut(
            board.PlanOne(Planning.Guest("uart").With("a", DeviceAccess.Stub).With("b", DeviceAccess.Stub)));
        Assert.Equal(
            ["clock-controller-a000", "clock-controller-b000"],
            tree.Root.Children.Select(static node => node.Name).Where(static name => name.StartsWith("clock", StringComparison.Ordinal)));
    }

    [Fact]
    public void AStandInLeavesABusWhereEverythingHasAnAddress()
    {
        Board board = Source.BoardWith("""
            soc { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>; ranges;
                uart: serial@9000 { reg = <0x9000 0x1000>; clocks = <&a 1>, <&b 1>; };
                a: clock-controller@a000 { reg = <0xa000 0x1000>; #clock-cells = <1>; clock-frequency = <7>; }; };
            more { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>; ranges;
                b: clock-controller@b000 { reg = <0xb000 0x1000>; #clock-cells = <1>; clock-frequency = <8>; }; };
            """);
        DeviceTreeDocument tree = OperatingSystemTree.Cut(
            board.PlanOne(Planning.Guest("uart").With("a", DeviceAccess.Stub).With("b", DeviceAccess.Stub)));
        Assert.Equal(
            ["/clock-controller", "/clock-controller-b000"],
            tree.Nodes.Where(static node => node.FindProperty("clock-frequency") is not null).Select(static node => node.Path));
        Assert.True(
            tree.FindByPath("/soc/serial@9000")!.TryReadSpecifiers("clocks", "#clock-cells", out ImmutableArray<NodeSpecifier?> clocks));
        Assert.Equal(["/clock-controller", "/clock-controller-b000"], clocks.Select(static clock => clock!.Provider.Path));
    }

    [Theory]
    [InlineData("uart", DeviceAccess.Stub, 1)]
    [InlineData("uart", DeviceAccess.Shared, 0)]
    [InlineData("*; !uart", DeviceAccess.Stub, 0)]
    public void ABusIsNoStubForAGuestWithADeviceOnIt(string devices, Enum access, int faults)
    {
        PartitionPlan plan = Source.BoardWith("""
            bus: bus@10000 { reg = <0x10000 0x10000>; #address-cells = <1>; #size-cells = <1>; ranges;
                uart: serial@18000 { reg = <0x18000 0x1000>; };
                off: serial@19000 { reg = <0x19000 0x1000>; status = "disabled"; }; };
            """).Plan(Planning.Guest(devices).With("bus", (DeviceAccess)access));
        Assert.Equal(faults, plan.Diagnostics.Count(static diagnostic => diagnostic.Code == "HV2024"));
    }

    private static DeviceTreeDocument Cut(params (string Device, uint? Rate)[] stubs) =>
        OperatingSystemTree.Cut(Source.BoardWith(Nodes).PlanOne(Planning.Guest("uart") with
    {
        Refinements = [.. stubs
            .Select(static stub => new GuestDeviceRequest(stub.Device, DeviceAccess.Stub, SourceSpan.None) { ClockFrequency = stub.Rate })],
    }));
}
