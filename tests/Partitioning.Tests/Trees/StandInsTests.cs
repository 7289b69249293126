using System.Collections.Immutable;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.DeviceTree.Printing;
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
        uart: audio@9000 { reg = <0x9000 0x1000>; {{Clocks}} resets = <&ccu 7>; reset-names = "all";
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

        DeviceTreeNode uart = tree.FindByPath("/audio@9000")!;
        Assert.Equal(["reg", "clocks", "clock-names", "vcc-supply"], uart.Properties.Select(static property => property.Name));
        Assert.True(uart.TryReadSpecifiers("clocks", "#clock-cells", out ImmutableArray<NodeSpecifier?> clocks));
        Assert.Equal(
            [("/oscillator", 0), ("/clock-controller-3", 0)],
            clocks.Select(static clock => (clock!.Provider.Path, clock.Cells.Length)));
        Assert.Equal(
            ["compatible", "#clock-cells", "clock-frequency", "phandle"],
            tree.FindByPath("/clock-controller-3")!.Properties.Select(static property => property.Name));
        Assert.True(tree.FindByPath("/clock-controller-3")!.FindProperty("clock-frequency")!.Value.TryReadCell(out uint rate));
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
        PartitionPlan plan = board.Plan(Planning.Guest("uart").With("a", DeviceAccess.Stub));
        Assert.Equal(["HV2029"], plan.Diagnostics.Select(static diagnostic => diagnostic.Code));
        DeviceTreeNode uart = OperatingSystemTree.Cut(plan.Guests[0]).FindByPath("/serial@9000")!;
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
    public void EachClockInUseHasANodeOfItsOwnWithItsOwnRate()
    {
        Board board = Source.BoardWith("""
            uart: serial@9000 { reg = <0x9000 0x1000>; clocks = <&ccu 1>, <&osc>, <&ccu 2>; clock-names = "a", "b", "c"; };
            spi: spi@8000 { reg = <0x8000 0x1000>; clocks = <&ccu 2>; };
            osc: oscillator { compatible = "fixed-clock"; #clock-cells = <0>; clock-frequency = <1000>; };
            ccu: clock-controller@a000 { reg = <0xa000 0x1000>; #clock-cells = <1>; };
            """);
        PartitionPlan plan = PartitionPlanner.Plan(new PartitionRequest(board, [Planning.Guest("uart; spi")])
        {
            SupplierPolicies = [new("ccu", "", DeviceAccess.Frozen, SourceSpan.None)],
            ClockRates = [new("ccu 1", 11, SourceSpan.None), new("uart c", 33, SourceSpan.None), new("ccu 2", 33, SourceSpan.None)],
        });
        Assert.Empty(plan.Diagnostics);
        DeviceTreeDocument tree = OperatingSystemTree.Cut(plan.Guests[0]);
        Assert.Equal(
            [("clock-controller-1", 11u), ("clock-controller-2", 33u)],
            tree.Root.Children.Where(static node => node.Name.StartsWith("clock", StringComparison.Ordinal)).Select(RateOf));
        Assert.Equal(["/clock-controller-1", "/oscillator", "/clock-controller-2"], ClocksOf(tree, "/serial@9000"));
        Assert.Equal(["/clock-controller-2"], ClocksOf(tree, "/spi@8000"));
        Assert.True(tree.FindByPath("/serial@9000")!.FindProperty("clock-names")!.Value.TryReadStrings(out ImmutableArray<string> names));
        Assert.Equal(["a", "b", "c"], names.AsEnumerable());

        // The text names them by labels, and is the same tree.
        using var text = new StringWriter { NewLine = "\n" };
        DeviceTreeText.Write(tree, text);
        Assert.Contains("clocks = <&ccu_1>, <&osc>, <&ccu_2>;", text.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            Convert.ToHexString(DeviceTreeBlob.Write(tree)), Convert.ToHexString(DeviceTreeBlob.Write(TestTrees.Compile(text.ToString()))));
    }

    [Fact]
    public void ABlobHasTheSameClocks()
    {
        Board source = Source.BoardWith(Nodes);
        Board blob = Board.Read(DeviceTreeBlob.Read(DeviceTreeBlob.Write(source.Document)).Document!);
        Assert.Equal(Clocks(source), Clocks(blob));

        static string[] Clocks(Board board) => ClocksOf(
            OperatingSystemTree.Cut(PartitionPlanner.Plan(new PartitionRequest(board, [Planning.Guest("/audio@9000")])
            {
                SupplierPolicies = [new("/clock-controller@a000", "", DeviceAccess.Frozen, SourceSpan.None) { ClockFrequency = 5 }],
            }).Guests[0]),
            "/audio@9000");
    }

    [Fact]
    public void TwoClocksOfOneNameKeepTheirAddressInIt()
    {
        Board board = Source.BoardWith("""
            soc { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>; ranges;
                uart: serial@9000 { reg = <0x9000 0x1000>; clocks = <&a 1>, <&b 1>; };
                a: clock-controller@a000 { reg = <0xa000 0x1000>; #clock-cells = <1>; clock-frequency = <7>; };
                b: clock-controller@b000 { reg = <0xb000 0x1000>; #clock-cells = <1>; clock-frequency = <8>; }; };
            """);
        DeviceTreeDocument tree = OperatingSystemTree.Cut(
            board.PlanOne(Planning.Guest("uart").With("a", DeviceAccess.Frozen).With("b", DeviceAccess.Stub)));
        Assert.Equal(["/clock-controller-1", "/clock-controller-b000-1"], ClocksOf(tree, "/soc/serial@9000"));
    }

    [Fact]
    public void InterruptsOfAControllerThatIsMissingAreNotThoseOfAnother()
    {
        Board board = Source.BoardWith("""
            bus { #address-cells = <1>; #size-cells = <1>; ranges; interrupt-parent = <&gpio>;
                touch: touch@9000 { reg = <0x9000 0x1000>; interrupts = <5 4>; interrupt-names = "a"; }; };
            gpio: gpio@a000 { reg = <0xa000 0x1000>; interrupt-controller; #interrupt-cells = <2>; };
            """);
        PartitionPlan plan = board.Plan(Planning.Guest("touch").With("gpio", DeviceAccess.Frozen));
        Assert.Equal(["HV2029"], plan.Diagnostics.Select(static diagnostic => diagnostic.Code));
        Assert.Equal(
            ["reg"],
            OperatingSystemTree.Cut(plan.Guests[0]).FindByPath("/bus/touch@9000")!.Properties.Select(static property => property.Name));
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

    private static (string, uint) RateOf(DeviceTreeNode clock) =>
        (clock.Name, clock.FindProperty("clock-frequency")!.Value.TryReadCell(out uint rate) ? rate : 0);

    private static string[] ClocksOf(DeviceTreeDocument tree, string path)
    {
        Assert.True(tree.FindByPath(path)!.TryReadSpecifiers("clocks", "#clock-cells", out ImmutableArray<NodeSpecifier?> clocks));
        return [.. clocks.Select(static clock => clock!.Provider.Path)];
    }

    private static DeviceTreeDocument Cut(params (string Device, uint? Rate)[] stubs) =>
        OperatingSystemTree.Cut(Source.BoardWith(Nodes).PlanOne(Planning.Guest("uart") with
    {
        Refinements = [.. stubs
            .Select(static stub => new GuestDeviceRequest(stub.Device, DeviceAccess.Stub, SourceSpan.None) { ClockFrequency = stub.Rate })],
    }));
}
