using Partition.DeviceTree.Model;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Tests.Support;
using Partition.Partitioning.Boards;

namespace Partition.Hypervisors.Tests.Xen;

public class InterruptRoutesTests
{
    [Theory]
    [InlineData("compatible = \"acme,lines\";", "interrupts = <0 5 4>; interrupt-parent = <&lines>;")]
    [InlineData("compatible = \"acme,lines\"; interrupts = <0 20 4>;", "interrupts-extended = <&lines 0 5 4>;")]
    [InlineData("compatible = \"acme,lines\"; interrupts = <0 20 4>;", "interrupts-extended = <&gic 0 6 4>, <&lines 0 5 4>;")]
    public void RejectsInterruptsThroughAControllerThatPassesLinesOn(string controller, string interrupts)
    {
        PartitionFixture planned = Plan(controller, 3, interrupts);
        string message = Assert.Single(planned.Errors).Message;
        Assert.StartsWith(
            "The interrupts of 'dev' (/device@b000) go through 'lines' (/interrupt-controller@a000)", message, StringComparison.Ordinal);
    }

    /// <summary>Two cells: which line of the GIC it becomes is known to the controller's driver alone.</summary>
    [Theory]
    [InlineData("interrupts-extended = <&lines 5 4>;", "HV5130")]
    [InlineData("interrupts-extended = <&gic 0 6 4>, <&lines 5 4>;", "HV5131")]
    public void WarnsOfALineOfSeveralThatIsLost(string interrupts, string code) => Assert.Equal(
        [code],
        Plan("compatible = \"acme,wake-up\";", 2, interrupts).Diagnostics
            .Where(static found => found.Code is "HV5130" or "HV5131").Select(static found => found.Code));

    [Fact]
    public void NamesTheNeedThatBringsADevice()
    {
        PartitionFixture planned = PartitionFixture.Of(
            XenBuilds.Xen,
            PassthroughTreeTests.BoardWith("""
                clk: clock@c000 { compatible = "acme,clock"; reg = <0xc000 0x1000>; #clock-cells = <0>; interrupts = <1 5 4>; };
                dev: device@b000 { reg = <0xb000 0x1000>; clocks = <&clk>; };
                """),
            XenBuilds.Guest("dev"));
        Assert.EndsWith(
            "The guest has it because of a need (dev → clocks → clk): leave the first of these out of Devices, or let guests keep what "
            + "firmware has set in it: <SupplierPolicy Include=\"clk\" Others=\"Frozen\" />.",
            Assert.Single(planned.Errors).Message,
            StringComparison.Ordinal);
    }

    /// <summary>A GPIO controller collects lines into its own, which Xen routes.</summary>
    [Fact]
    public void AcceptsAControllerThatCollectsLines() => Assert.DoesNotContain(
        Plan(
            "compatible = \"acme,gpio\"; gpio-controller; #gpio-cells = <2>; interrupts = <0 20 4>;",
            2,
            "interrupts-extended = <&lines 5 4>;").Diagnostics,
        static found => found.Code is "HV5130" or "HV5131");

    [Theory]
    [InlineData("interrupts = <0 5 4>; interrupt-parent = <&lines>;", "interrupt-parent", new uint[] { 0xfde8 })]
    [InlineData("interrupts-extended = <&lines 0 5 4>;", "interrupts-extended", new uint[] { 0xfde8, 0, 5, 4 })]
    public void LeadsPastAControllerThatOnlyWatchesLines(string interrupts, string property, uint[] expected)
    {
        PartitionFixture planned = Plan("compatible = \"fsl,imx7d-gpc\";", 3, interrupts);
        Assert.Empty(planned.Errors);
        Assert.Equal(expected, XenBuilds.ConfigTree(planned).Cells("/passthrough/device@b000", property));

        Board board = planned.Plan.Board;
        DeviceTreeDocument host = XenBuilds.Xen.Boot!.BuildHostTree(
            board.Document, new BootRequest("board", [planned.Plan.Guests[0].WithFiles()]), []);
        expected[0] = host.FindByPath("/interrupt-controller@1000")!.Phandle!.Value;
        Assert.Equal(expected, host.Cells("/device@b000", property));
        Assert.Equal(37u, Assert.Single(Board.Read(host).Devices.First(static device => device.Name == "dev").Interrupts).Number);
    }

    /// <summary>The fourth cell selects CPUs of a private interrupt; the GIC that Xen makes has three.</summary>
    [Fact]
    public void CutsSpecifiersOfFourCells()
    {
        Board board = Source.Board("""
            /dts-v1/;
            / {
                #address-cells = <1>; #size-cells = <1>; interrupt-parent = <&gic>;
                chosen { stdout-path = &uart; };
                cpus { #address-cells = <1>; #size-cells = <0>;
                    cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a72"; reg = <0>; }; };
                memory@80000000 { device_type = "memory"; reg = <0x80000000 0x20000000>; };
                gic: interrupt-controller@1000 { compatible = "arm,gic-v3"; reg = <0x1000 0x1000>, <0x2000 0x2000>;
                    interrupt-controller; #interrupt-cells = <4>; #address-cells = <0>; };
                uart: serial@9000 { compatible = "arm,pl011"; reg = <0x9000 0x1000>; interrupts = <0 9 4 0>; };
                one: device@b000 { reg = <0xb000 0x1000>; interrupts = <0 5 4 0>, <0 6 4 0>; };
                two: device@c000 { reg = <0xc000 0x1000>; interrupts-extended = <&gic 0 7 4 0>, <0>, <&gic 0 8 4 0>; };
                nexus: bus@d000 { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>; ranges; #interrupt-cells = <1>;
                    interrupt-map-mask = <0 1>; interrupt-map = <0 1 &gic 0 19 4 0>;
                    three: device@e000 { reg = <0xe000 0x1000>; interrupts = <1>; }; };
            };
            """);
        DeviceTreeDocument tree = XenBuilds.ConfigTree(board, "one; two; three");
        Assert.Equal([0u, 5, 4, 0, 6, 4], tree.Cells("/passthrough/device@b000", "interrupts"));
        Assert.Equal([0xfde8u, 0, 7, 4, 0, 0xfde8, 0, 8, 4], tree.Cells("/passthrough/device@c000", "interrupts-extended"));
        Assert.Equal([0u, 1, 0xfde8, 0, 19, 4], tree.Cells("/passthrough/bus@d000", "interrupt-map"));
        Assert.Equal([1u], tree.Cells("/passthrough/bus@d000/device@e000", "interrupts"));
    }

    [Fact]
    public void ABoardWithoutAGicHasJustThisError()
    {
        Board board = Source.Board("""
            /dts-v1/;
            / {
                #address-cells = <1>; #size-cells = <1>; interrupt-parent = <&aic>;
                memory@80000000 { device_type = "memory"; reg = <0x80000000 0x20000000>; };
                aic: interrupt-controller@1000 { compatible = "apple,aic"; reg = <0x1000 0x1000>;
                    interrupt-controller; #interrupt-cells = <3>; };
                dev: serial@9000 { reg = <0x9000 0x1000>; interrupts = <0 9 4>; };
            };
            """);
        Assert.Equal(
            ["HV5133"],
            PartitionFixture.Of(XenBuilds.Xen, board, XenBuilds.Guest("dev")).Diagnostics.Select(static found => found.Code));
    }

    private static PartitionFixture Plan(string controller, int cells, string interrupts) => PartitionFixture.Of(
        XenBuilds.Xen,
        PassthroughTreeTests.BoardWith($$"""
            lines: interrupt-controller@a000 { reg = <0xa000 0x1000>; interrupt-controller; #interrupt-cells = <{{cells}}>;
                interrupt-parent = <&gic>; {{controller}} };
            dev: device@b000 { reg = <0xb000 0x1000>; {{interrupts}} };
            """),
        XenBuilds.Guest("dev"));
}
