using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Trees;

namespace Partition.Partitioning.Tests.Closure;

/// <summary>A controller brings what is below it and what it does not work without.</summary>
public class ControllerPartsTests
{
    private static readonly Board s_banks = Source.BoardWith("""
        uart0: serial@8000 { reg = <0x8000 0x1000>; pinctrl-names = "default"; pinctrl-0 = <&u0>; };
        uart1: serial@9000 { reg = <0x9000 0x1000>; pinctrl-names = "default"; pinctrl-0 = <&u1>; };
        pinctrl: pinctrl@a000 { compatible = "acme,soc-pinctrl"; #address-cells = <1>; #size-cells = <1>; ranges = <0 0xa000 0x2000>;
            gpioa: gpio@0 { gpio-controller; #gpio-cells = <2>; reg = <0 0x400>; };
            gpiob: gpio@1000 { gpio-controller; #gpio-cells = <2>; reg = <0x1000 0x400>; };
            u0: u0-pins { pinmux = <0x1209>; };
            u1: u1-pins { pinmux = <0x1309>; }; };
        """);

    [Fact]
    public void APinControllerWhoseRegistersAreInItsBanksHasThem()
    {
        GuestPlan plan = s_banks.PlanOne("uart0");
        Assert.Equal(["gic", "uart0", "gpioa", "gpiob"], plan.Names());
        Assert.Equal("uart0 → pinctrl-0 → u0 → parent → pinctrl → part → gpioa", plan.Devices[2].Because);
        Assert.NotNull(OperatingSystemTree.Cut(plan).FindByPath("/pinctrl@a000/gpio@1000"));
    }

    [Fact]
    public void ThatTwoGuestsDriveItIsSeenAndTheLineNamesTheWhole()
    {
        GuestRequest[] guests = [Planning.Guest("uart0", "a"), Planning.Guest("uart1", "b")];
        Diagnostic[] findings = [.. s_banks.Plan(guests).Diagnostics];
        Assert.Equal(["HV2031", "HV2031"], findings.Select(static finding => finding.Code));
        Assert.All(findings, static finding => Assert.Contains(
            "<SupplierPolicy Include=\"pinctrl\" Owner=\"a\" Others=\"Frozen\" />", finding.Message, StringComparison.Ordinal));

        PartitionPlan settled = PartitionPlanner.Plan(new PartitionRequest(s_banks, [.. guests])
        {
            SupplierPolicies = [new("pinctrl", "a", DeviceAccess.Frozen, SourceSpan.None)],
        });
        Assert.Empty(settled.Diagnostics);
        Assert.Equal(["gic", "uart1"], settled.Guests[1].Names());
        Assert.Equal(
            ["reg"],
            OperatingSystemTree.Cut(settled.Guests[1]).FindByPath("/serial@9000")!.Properties.Select(static property => property.Name));
    }

    [Theory]
    [InlineData("gpio0", true)]
    [InlineData("gpio0; !hog", false)]
    public void AHogBelongsToItsController(string devices, bool isThere)
    {
        Board board = Source.BoardWith("""
            gpio0: gpio@9000 { reg = <0x9000 0x1000>; gpio-controller; #gpio-cells = <2>;
                hog: power-hog { gpio-hog; gpios = <5 0>; output-high; }; };
            uart: serial@a000 { reg = <0xa000 0x1000>; rts-gpios = <&gpio0 3 0>; };
            """);
        Assert.Equal(
            isThere, OperatingSystemTree.Cut(board.PlanOne(devices)).FindByPath("/gpio@9000/power-hog") is not null);
        Assert.NotNull(OperatingSystemTree.Cut(board.PlanOne("uart")).FindByPath("/gpio@9000/power-hog"));
    }
}
