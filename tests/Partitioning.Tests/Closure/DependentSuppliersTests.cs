using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Documents;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Trees;

namespace Partition.Partitioning.Tests.Closure;

/// <summary>A supplier without registers is frozen along with what it does not work without.</summary>
public class DependentSuppliersTests
{
    private static readonly Board s_board = Source.BoardWith("""
        uart0: serial@8000 { reg = <0x8000 0x1000>; pinctrl-names = "default"; pinctrl-0 = <&pins0>; };
        uart1: serial@9000 { reg = <0x9000 0x1000>; pinctrl-names = "default"; pinctrl-0 = <&pins1>; };
        mmc: mmc@b000 { reg = <0xb000 0x1000>; vqmmc-supply = <&io>; vmmc-supply = <&card>; clocks = <&gate>; };
        grf: syscon@a000 { compatible = "acme,grf", "syscon"; reg = <0xa000 0x1000>; };
        pinctrl: pinctrl { compatible = "acme,pinctrl"; acme,grf-syscon = <&grf>;
            pins0: uart0-pins { pins = "a"; }; pins1: uart1-pins { pins = "b"; }; };
        gpio: gpio@c000 { reg = <0xc000 0x1000>; gpio-controller; #gpio-cells = <2>; };
        io: regulator-io { compatible = "regulator-gpio"; regulator-name = "vio"; gpios = <&gpio 1 0>; vin-supply = <&card>;
            regulator-min-microvolt = <1800000>; regulator-max-microvolt = <3300000>; states = <1800000 0>, <3300000 1>; };
        card: regulator-card { compatible = "regulator-fixed"; regulator-name = "vcard"; gpio = <&gpio 2 0>;
            regulator-min-microvolt = <3300000>; regulator-max-microvolt = <3300000>; };
        gate: clock-gate { compatible = "gpio-gate-clock"; #clock-cells = <0>; clocks = <&osc>; enable-gpios = <&gpio 3 0>; };
        osc: oscillator { compatible = "fixed-clock"; #clock-cells = <0>; clock-frequency = <1000>; };
        """);

    [Fact]
    public void APinControllerGoesWithItsSystemController()
    {
        PartitionPlan plan = Plan("grf", Planning.Guest("uart0", "a"), Planning.Guest("uart1", "b"));
        Assert.Empty(plan.Diagnostics);
        DeviceTreeDocument without = OperatingSystemTree.Cut(plan.Guests[1]);
        Assert.Equal(["reg"], without.FindByPath("/serial@9000")!.Properties.Select(static property => property.Name));
        Assert.Null(without.FindByPath("/pinctrl"));
        Assert.NotNull(OperatingSystemTree.Cut(plan.Guests[0]).FindByPath("/pinctrl/uart0-pins"));

        // The plan shows both.
        DeviceEntry shown = PlanDocumentBuilder.Of(plan, []).Devices.Single(static device => device.Name == "pinctrl");
        Assert.Equal([("a", "Passthrough"), ("b", "Frozen")], shown.Owners.Select(static owner => (owner.Guest, owner.Access)));
    }

    [Fact]
    public void TheMessageThatProposesThePolicySaysSo()
    {
        Diagnostic finding = Assert.Single(s_board.Plan(Planning.Guest("uart0", "a"), Planning.Guest("uart1", "b")).Diagnostics);
        Assert.Equal("HV2031", finding.Code);
        Assert.EndsWith("What does not work without it is then frozen as well: 'pinctrl'.", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASupplierThatTheProjectGivesByNameStays()
    {
        PartitionPlan plan = Plan("grf", Planning.Guest("uart1; pinctrl", "b"));
        Diagnostic finding = Assert.Single(plan.Diagnostics);
        Assert.Equal("HV2029", finding.Code);
        Assert.Contains("'pinctrl' loses acme,grf-syscon", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "freeze it for the guest as well: <GuestDevice Include=\"pinctrl\" Guest=\"b\" Access=\"Frozen\" />.",
            finding.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ARegulatorThatLosesWhatControlsItIsAlwaysOn()
    {
        PartitionPlan plan = PartitionPlanner.Plan(new PartitionRequest(s_board, [Planning.Guest("mmc")])
        {
            SupplierPolicies = [new("gpio", "", DeviceAccess.Frozen, SourceSpan.None)],
            ClockRates = [new("gate", 1000, SourceSpan.None)],
        });
        Assert.Empty(plan.Diagnostics);
        DeviceTreeDocument tree = OperatingSystemTree.Cut(plan.Guests[0]);
        DeviceTreeNode io = tree.FindByPath("/regulator-io")!;
        Assert.True(io.FindProperty("compatible")!.Value.TryReadString(out string compatible));
        Assert.Equal("regulator-fixed", compatible);
        Assert.Equal(
            ["compatible", "regulator-name", "regulator-always-on", "phandle"], io.Properties.Select(static property => property.Name));

        // One that is only switched works on as it is: without its line it counts as on.
        DeviceTreeNode card = tree.FindByPath("/regulator-card")!;
        Assert.Null(card.FindProperty("gpio"));
        Assert.NotNull(card.FindProperty("regulator-max-microvolt"));

        // And a gate that a line opens is a fixed clock.
        DeviceTreeNode gate = Assert.Single(tree.Root.Children, static node => node.BaseName == "clock-gate");
        Assert.True(gate.FindProperty("compatible")!.Value.TryReadString(out compatible));
        Assert.Equal("fixed-clock", compatible);
    }

    [Fact]
    public void WhatWorksWithoutIsNotTakenAlong()
    {
        // A supply has a stand-in, so nothing else is lost.
        PartitionPlan plan = PartitionPlanner.Plan(new PartitionRequest(s_board, [Planning.Guest("mmc")])
        {
            SupplierPolicies = [new("card", "", DeviceAccess.Frozen, SourceSpan.None)],
        });
        Assert.Empty(plan.Diagnostics);
        Assert.NotNull(OperatingSystemTree.Cut(plan.Guests[0]).FindByPath("/regulator-io")!.FindProperty("gpios"));
    }

    private static PartitionPlan Plan(string frozen, params GuestRequest[] guests) => PartitionPlanner.Plan(
        new PartitionRequest(s_board, [.. guests])
        {
            SupplierPolicies =
            [
                new(frozen, guests.Length > 1 ? guests[0].Name : "", DeviceAccess.Frozen, SourceSpan.None),
            ],
        });
}
