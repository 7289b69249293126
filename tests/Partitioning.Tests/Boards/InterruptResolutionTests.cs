using Partition.Partitioning.Boards;
using Partition.Partitioning.Tests.Support;

namespace Partition.Partitioning.Tests.Boards;

public class InterruptResolutionTests
{
    private static uint[] Interrupts(string nodes)
    {
        Board board = Source.BoardWith(nodes);
        return [.. board.Devices
            .Single(static device => device.Node.BaseName == "device").Interrupts
            .Select(static interrupt => interrupt.Number)];
    }

    [Fact]
    public void SharedInterruptsCountFrom32AndPrivateOnesFrom16() =>
        Assert.Equal([37u, 29u], Interrupts("device { interrupts = <0 5 4>, <1 13 0xf04>; };"));

    [Fact]
    public void TheInterruptParentIsInheritedFromAnyNodeAbove() =>
        Assert.Equal([37u], Interrupts("bus { bus { device { interrupts = <0 5 4>; }; }; };"));

    [Fact]
    public void ANodesOwnInterruptParentWins() => Assert.Empty(Interrupts("""
        gpio: gpio@2000 { reg = <0x2000 0x1000>; interrupt-controller; #interrupt-cells = <2>; };
        device { interrupt-parent = <&gpio>; interrupts = <3 1>; };
        """));

    [Fact]
    public void ExtendedInterruptsNameTheirControllersAndHideThePlainOnes() => Assert.Equal([40u, 41u], Interrupts("""
        gpio: gpio@2000 { reg = <0x2000 0x1000>; interrupt-controller; #interrupt-cells = <2>; };
        device { interrupts = <0 5 4>; interrupts-extended = <&gic 0 8 4>, <&gpio 3 1>, <&gic 0 9 4>; };
        """));

    [Fact]
    public void ANexusMapsByAddressAndLine() => Assert.Equal([42u], Interrupts("""
        bus {
            #address-cells = <1>; #size-cells = <1>; ranges; #interrupt-cells = <1>;
            interrupt-map-mask = <0xf000 0x3>;
            interrupt-map = <0x2000 1 &gic 0 9 4>, <0x3000 1 &gic 0 10 4>, <0x3000 2 &gic 0 11 4>;
            device@3040 { reg = <0x3040 0x10>; interrupts = <5>; };
        };
        """));

    [Fact]
    public void WithoutAMaskEveryBitOfANexusCounts() => Assert.Empty(Interrupts("""
        bus {
            #address-cells = <1>; #size-cells = <1>; ranges; #interrupt-cells = <1>;
            interrupt-map = <0x3000 1 &gic 0 10 4>;
            device@3040 { reg = <0x3040 0x10>; interrupts = <1>; };
        };
        """));

    [Fact]
    public void ABusThatTakesInterruptsTakesThoseOfItsChildrenWhateverItsOwnParentIs() => Assert.Equal([42u], Interrupts("""
        bus {
            #address-cells = <0>; #size-cells = <0>; #interrupt-cells = <1>;
            interrupt-parent = <&gic>;
            interrupt-map = <7 &gic 0 10 4>;
            device { interrupts = <7>; };
        };
        """));

    [Fact]
    public void ANexusBehindANexusIsAskedForTheAddressThatTheFirstOneGives() => Assert.Equal([44u], Interrupts("""
        outer: outer {
            #address-cells = <1>; #size-cells = <0>; #interrupt-cells = <1>;
            interrupt-map = <0x3000 2 &gic 0 11 4>, <0x77 2 &gic 0 12 4>;
        };
        inner {
            #address-cells = <1>; #size-cells = <1>; ranges; #interrupt-cells = <1>;
            interrupt-map = <0x3000 1 &outer 0x77 2>;
            device@3000 { reg = <0x3000 0x10>; interrupts = <1>; };
        };
        """));

    [Fact]
    public void AMapThatGoesRoundInACircleEndsNowhere() => Assert.Empty(Interrupts("""
        loop: bus { #address-cells = <0>; #interrupt-cells = <1>; interrupt-map = <1 &loop 1>; device { interrupts = <1>; }; };
        """));

    [Theory]
    [InlineData("compatible = \"fsl,imx6q-gpc\"; interrupt-parent = <&gic>;", true)]
    [InlineData("compatible = \"mediatek,mt8173-sysirq\";", true)]
    [InlineData("compatible = \"qcom,msm-qgic2\"; interrupt-parent = <&gpio>;", true)]
    [InlineData("compatible = \"allwinner,sun50i-a64-pinctrl\"; gpio-controller; #gpio-cells = <3>;", false)]
    [InlineData("compatible = \"ti,irq-crossbar\";", false)]
    [InlineData("compatible = \"nvidia,tegra210-agic\";", false)]
    [InlineData("compatible = \"atmel,at91rm9200-aic\"; interrupt-parent = <&self>;", false)]
    [InlineData("compatible = \"amlogic,meson-gpio-intc\"; interrupt-parent = <&gpio>;", false)]
    public void LinesBeforeTheGicAreItsOwnWhereTheyKeepTheirNumbers(string controller, bool isGics) => Assert.Equal(
        isGics ? [37u] : [],
        Interrupts($$"""
            gpio: gpio@2000 { reg = <0x2000 0x1000>; interrupt-controller; #interrupt-cells = <2>; };
            self: front@3000 { reg = <0x3000 0x1000>; interrupt-controller; #interrupt-cells = <3>; {{controller}} };
            device { interrupt-parent = <&self>; interrupts = <0 5 4>; };
            """));

    [Fact]
    public void AGicMayHaveMoreToSayThanWhatStandsBeforeIt() => Assert.Equal([37u], Interrupts("""
        gic3: gic@2000 { compatible = "arm,gic-v3"; reg = <0x2000 0x1000>; interrupt-controller; #interrupt-cells = <4>; };
        front: front@3000 { reg = <0x3000 0x1000>; interrupt-controller; #interrupt-cells = <3>; interrupt-parent = <&gic3>; };
        device { interrupt-parent = <&front>; interrupts = <0 5 4>; };
        """));

    [Fact]
    public void ABusThatOnlyCountsInterruptCellsIsNotAnInterruptParent() => Assert.Equal([37u], Interrupts("""
        bus { #interrupt-cells = <1>; device { interrupts = <0 5 4>; }; };
        """));

    [Fact]
    public void AControllerOfAnotherBusDoesNotSpeakTheGicsTerms() => Assert.Empty(Interrupts("""
        pmic: spmi@3000 { compatible = "qcom,spmi-pmic-arb"; reg = <0x3000 0x1000>; interrupt-controller; #interrupt-cells = <4>; };
        device { interrupt-parent = <&pmic>; interrupts = <0 5 4 1>; };
        """));

    [Theory]
    [InlineData("interrupts = <0 5>;")]
    [InlineData("interrupts = <2 5 4>;")]
    [InlineData("interrupts;")]
    [InlineData("interrupts = [00 01 02];")]
    [InlineData("interrupts-extended = <99 0 5 4>;")]
    [InlineData("interrupts-extended = <&gic 0 5>;")]
    [InlineData("interrupt-parent = <99>; interrupts = <0 5 4>;")]
    public void WhatIsNotUnderstoodIsLeftOut(string properties) => Assert.Empty(Interrupts($"device {{ {properties} }};"));
}
