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

    [Fact]
    public void AnEngineBringsTheMemoryThatItsDriverFindsByItsCompatible()
    {
        GuestPlan plan = Source.BoardWith("""
            qe: uqe@100000 { compatible = "fsl,qe", "simple-bus"; reg = <0x100000 0x480>; ranges = <0 0x100000 0x40000>;
                #address-cells = <1>; #size-cells = <1>;
                muram: muram@10000 { compatible = "fsl,qe-muram", "fsl,cpm-muram"; ranges = <0 0x10000 0x6000>;
                    #address-cells = <1>; #size-cells = <1>;
                    data: data-only@0 { compatible = "fsl,cpm-muram-data"; reg = <0 0x6000>; }; };
                si: si@700 { compatible = "fsl,ls1043-qe-si", "fsl,t1040-qe-si"; reg = <0x700 0x80>; };
                ucc1: ucc@2000 { compatible = "fsl,ucc-hdlc"; reg = <0x2000 0x200>; };
                ucc3: ucc@2200 { compatible = "fsl,ucc-hdlc"; reg = <0x2200 0x200>; }; };
            """).PlanOne("ucc1");
        Assert.Equal(["gic", "qe", "data", "si", "ucc1"], plan.Names());
        Assert.NotNull(OperatingSystemTree.Cut(plan).FindByPath("/uqe@100000/muram@10000/data-only@0"));
    }

    [Fact]
    public void AMemoryKeepsThePartsThatAreInUse()
    {
        Board board = Source.BoardWith("""
            sram: sram@100000 { compatible = "mmio-sram"; reg = <0x100000 0x10000>; ranges = <0 0x100000 0x10000>;
                #address-cells = <1>; #size-cells = <1>;
                firmware: firmware@0 { reg = <0 0x1000>; };
                message: message@1000 { reg = <0x1000 0x1000>; }; };
            uart0: serial@9000 { reg = <0x9000 0x1000>; shmem = <&message>; };
            uart1: serial@a000 { reg = <0xa000 0x1000>; sram = <&sram>; };
            """);
        Assert.Equal(["gic", "sram", "firmware", "message", "uart0"], board.PlanOne("uart0").Names());

        // The memory is what two guests share or one has; its parts are no more.
        GuestRequest[] guests = [Planning.Guest("uart0", "a"), Planning.Guest("uart1", "b")];
        Assert.Equal(["HV2031"], board.Plan(guests).Diagnostics.Select(static finding => finding.Code));
        Assert.Empty(board.Plan([.. guests.Select(static guest => guest
            .With("sram", DeviceAccess.Shared).With("message", DeviceAccess.Shared))]).Messages());
    }
}
