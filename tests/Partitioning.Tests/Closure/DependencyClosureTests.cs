using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;

namespace Partition.Partitioning.Tests.Closure;

public class DependencyClosureTests
{
    private static OwnedDevice Owned(GuestPlan plan, string name) => plan.Devices.Single(owned => owned.Device.Name == name);

    private static string[] Kept(GuestPlan plan) =>
        [.. plan.Board.Document.Nodes.Where(plan.KeptNodes.Contains).Select(static node => node.Path)];

    private const string Chain = """
        uart1: serial@9000 { reg = <0x9000 0x1000>; clocks = <&clk 1>; };
        clk: clock-controller@a000 { reg = <0xa000 0x1000>; #clock-cells = <1>; vdd-supply = <&vdd>;
            divider { compatible = "acme,divider"; }; };
        vdd: regulator@b000 { reg = <0xb000 0x1000>; };
        other: serial@c000 { reg = <0xc000 0x1000>; };
        """;

    [Fact]
    public void WhatADeviceNeedsComesAlongWithTheReason()
    {
        GuestPlan plan = Source.BoardWith(Chain).PlanOne("uart1");
        Assert.Equal(["gic", "uart1", "clk", "vdd"], plan.Names());
        Assert.Equal("", Owned(plan, "uart1").Because);
        Assert.Equal("uart1 → clocks → clk", Owned(plan, "clk").Because);
        Assert.Equal("uart1 → clocks → clk → vdd-supply → vdd", Owned(plan, "vdd").Because);
    }

    [Fact]
    public void WhatIsBelowASupplierStaysBehindUnlessItIsNeeded() =>
        Assert.Equal(["/", "/interrupt-controller@1000", "/serial@9000", "/clock-controller@a000", "/regulator@b000"],
            Kept(Source.BoardWith(Chain).PlanOne("uart1")));

    [Fact]
    public void ASupplierThatTheGuestSelectsItselfHasNoReason() =>
        Assert.Equal("", Owned(Source.BoardWith(Chain).PlanOne("uart1; clk"), "clk").Because);

    [Fact]
    public void TheBusesAboveASupplierComeAlongWithWhatTheyNeed()
    {
        GuestPlan plan = Source.BoardWith("""
            uart1: audio@9000 { reg = <0x9000 0x1000>; dmas = <&dma>; };
            bus { #address-cells = <1>; #size-cells = <1>; ranges; power-domains = <&power>;
                dma: dma@a000 { reg = <0xa000 0x1000>; }; };
            power: power@b000 { reg = <0xb000 0x1000>; };
            """).PlanOne("uart1");
        Assert.Equal(["gic", "uart1", "dma", "power"], plan.Names());
        Assert.Contains("/bus", Kept(plan));
    }

    [Fact]
    public void ABusWithRegistersIsReachedByTheDevicesOnIt()
    {
        PartitionPlan plan = Source.BoardWith("""
            bus: bus@10000 { reg = <0x10000 0x10000>; #address-cells = <1>; #size-cells = <1>; ranges; clocks = <&clk>;
                a: serial@18000 { reg = <0x18000 0x1000>; };
                b: serial@19000 { reg = <0x19000 0x1000>; }; };
            clk: clock { compatible = "fixed-clock"; };
            """).Plan(Planning.Guest("a", "left"), Planning.Guest("b", "right"));
        Assert.Equal("a → parent → bus", Owned(plan.Guests[0], "bus").Because);
        Assert.Contains(
            "'left' by a → parent → bus, 'right' by b → parent → bus.",
            Assert.Single(plan.Messages()),
            StringComparison.Ordinal);
    }

    [Fact]
    public void ACircleOfNeedsIsWalkedOnce()
    {
        GuestPlan plan = Source.BoardWith("""
            a: a@9000 { reg = <0x9000 0x1000>; friend = <&b>; };
            b: b@a000 { reg = <0xa000 0x1000>; friend = <&a>, <&b>; };
            """).PlanOne("a");
        Assert.Equal("a → friend → b", Owned(plan, "b").Because);
    }

    [Fact]
    public void ThePartsOfTheProcessorComeAlongUnasked()
    {
        GuestPlan plan = Source.BoardWith("pmu { compatible = \"arm,cortex-a9-pmu\"; interrupts = <0 60 4>; };").PlanOne("");
        Assert.Equal(["gic", "/pmu"], plan.Names());
    }

    [Fact]
    public void AnInterruptControllerIsANeedHoweverItIsNamed()
    {
        const string Gpio = "gpio: gpio@9000 { reg = <0x9000 0x1000>; interrupt-controller; #interrupt-cells = <1>; #address-cells = <0>; "
            + "phandle = <0x55>; };";
        Assert.Equal(
            "/bus/key → interrupt-parent → gpio",
            Because("bus { interrupt-parent = <&gpio>; key { interrupts = <1>; }; };", "/bus/key"));
        Assert.Equal("/key → interrupt-parent → gpio", Because("key { interrupt-parent = <&gpio>; interrupts = <1>; };", "/key"));
        Assert.Equal("/key → interrupt-parent → gpio", Because("key { interrupt-parent = <0x55>; interrupts = <1>; };", "/key"));
        Assert.Equal("/key → interrupts-extended → gpio", Because("key { interrupts-extended = <0x55 1>; };", "/key"));
        Assert.Equal("/bus/key → interrupt-parent → gpio",
            Because(
                "bus { #interrupt-cells = <1>; #address-cells = <0>; interrupt-map = <7 &gpio 1>; key { interrupts = <7>; }; };",
                "/bus/key"));

        static string Because(string node, string path) => Owned(Source.BoardWith(Gpio + node).PlanOne(path), "gpio").Because;
    }

    [Theory]
    [InlineData("interrupt-affinity = <&other>;")]
    [InlineData("gpio-ranges = <&other 0 0 8>;")]
    public void WhatIsOnlyMentionedIsNoNeed(string property) => Assert.Equal(["gic", "uart1"], Source.BoardWith($$"""
        uart1: serial@9000 { reg = <0x9000 0x1000>; {{property}} };
        other: other@a000 { reg = <0xa000 0x1000>; };
        """).PlanOne("uart1").Names());

    private const string Link = """
        uart1: display@9000 { reg = <0x9000 0x1000>; port { here: endpoint { remote-endpoint = <&there>; }; }; };
        other: panel@a000 { reg = <0xa000 0x1000>; port { there: endpoint { remote-endpoint = <&here>; }; }; };
        """;

    [Fact]
    public void AtTheOtherEndOfALinkIsAPartnerThatComesAlong() =>
        Assert.Equal(["gic", "uart1", "other"], Source.BoardWith(Link).PlanOne("uart1").Names());

    [Fact]
    public void APartnerCanBeLeftOut() => Assert.Equal(["gic", "uart1"], Source.BoardWith(Link).PlanOne("uart1; !other").Names());

    [Fact]
    public void APartnerStaysWithTheGuestThatSelectsIt()
    {
        PartitionPlan plan = Source.BoardWith(Link).Plan(Planning.Guest("uart1", "left"), Planning.Guest("other", "right"));
        Assert.Empty(plan.Diagnostics);
        Assert.Equal(["gic", "uart1"], plan.Guests[0].Names());
        Assert.Equal(["gic", "other"], plan.Guests[1].Names());
    }

    [Fact]
    public void LeavingOutWhatIsNeededShowsTheWayThere()
    {
        PartitionPlan plan = Source.BoardWith(Chain).Plan(Planning.Guest("*; !vdd"));
        Assert.Equal(
            [
                "HV2020: Devices of guest 'guest0' leaves out 'vdd', which the guest needs: clk → vdd-supply → vdd. "
                + "Leave out what needs it too, or take '!vdd' away.",
            ],
            plan.Messages());
        DiagnosticNote note = plan.Diagnostics[0].Notes.Single();
        Assert.Equal("'vdd' is needed here", note.Message);
        Assert.Equal("board.dts", note.Span.Path);
    }

    [Fact]
    public void TheWayBeginsAtTheGuestsOwnDevice() => Assert.Equal(
        [
            "HV2020: Devices of guest 'guest0' leaves out 'vdd', which the guest needs: uart1 → clocks → clk → vdd-supply → vdd. "
            + "Leave out what needs it too, or take '!vdd' away.",
        ],
        Source.BoardWith(Chain).Plan(Planning.Guest("!vdd; uart1")).Messages());

    [Fact]
    public void WhatIsNeededTwiceIsReportedOnce() => Assert.Single(Source.BoardWith("""
        a: a@9000 { reg = <0x9000 0x1000>; clocks = <&clk>, <&clk>; };
        b: b@a000 { reg = <0xa000 0x1000>; clocks = <&clk>; };
        clk: clock { compatible = "fixed-clock"; };
        """).Plan(Planning.Guest("*; !clk")).Diagnostics);

    [Fact]
    public void LeavingOutWhatNeedsItTooIsNoFault() =>
        Assert.Equal(["gic", "other"], Source.BoardWith(Chain).PlanOne("*; !vdd; !clk; !uart1").Names());

    [Fact]
    public void AGuestCannotDoWithoutTheControllerOfItsInterrupts() => Assert.Equal(
        [
            "HV2020: Devices of guest 'guest0' leaves out 'gic', which the guest needs: uart1 → interrupt-parent → gic. "
            + "Leave out what needs it too, or take '!gic' away.",
        ],
        Source.BoardWith("uart1: serial@9000 { reg = <0x9000 0x1000>; interrupts = <0 5 4>; };")
            .Plan(Planning.Guest("*; !gic"))
            .Messages());
}
