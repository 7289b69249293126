using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Tests.Support;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Rules;

namespace Partition.Hypervisors.Tests.Xen;

public class PassthroughTreeTests
{
    private const string Gic = "interrupt-controller@1000";

    [Fact]
    public void AGuestGetsItsDeviceWithTheClockThatItNeeds() => Assert.Equal("""
        /dts-v1/;

        / {
        	#address-cells = <0x02>;
        	#size-cells = <0x02>;

        	gic {
        		phandle = <0xfde8>;
        	};

        	passthrough {
        		compatible = "simple-bus";
        		ranges;
        		#address-cells = <0x02>;
        		#size-cells = <0x02>;
        		interrupt-parent = <0xfde8>;

        		apb_clock: apb-clock {
        			compatible = "fixed-clock";
        			#clock-cells = <0x00>;
        			clock-frequency = <0x16e3600>;
        			clock-output-names = "clk24mhz";
        			phandle = <0x02>;
        		};

        		rtc: rtc@9010000 {
        			compatible = "arm,pl031", "arm,primecell";
        			reg = <0x00 0x9010000 0x00 0x1000>;
        			interrupts = <0x00 0x02 0x04>;
        			clocks = <&apb_clock>;
        			clock-names = "apb_pclk";
        			xen,reg = <0x00 0x9010000 0x00 0x1000 0x00 0x9010000>;
        			xen,path = "/rtc@9010000";
        			xen,force-assign-without-iommu;
        		};
        	};
        };

        """, XenBuilds.Text(XenBuilds.ConfigTree(XenBoard.Read(), "rtc")));

    [Fact]
    public void RegistersAreGivenInWholePagesAndStayWhatTheyAre()
    {
        DeviceTreeDocument tree = Build("dev: device@b010 { reg = <0xb010 0x20>, <0xb800 0x10>, <0xc000 0x1800>; };");
        Assert.Equal([0, 0xb010, 0, 0x20, 0, 0xb800, 0, 0x10, 0, 0xc000, 0, 0x1800], tree.Cells("/passthrough/device@b010", "reg"));
        Assert.Equal([0, 0xb000, 0, 0x1000, 0, 0xb000, 0, 0xc000, 0, 0x2000, 0, 0xc000], tree.Cells("/passthrough/device@b010", "xen,reg"));
    }

    [Fact]
    public void ABusStaysAroundItsDeviceAndSpeaksOfTheBoardsAddresses()
    {
        const string Bus = """compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>;""";
        DeviceTreeDocument tree = Build($$"""
            soc { {{Bus}} ranges = <0 0x10000000 0x100000>; interrupt-parent = <&gic>;
                dev: device@b000 { reg = <0xb000 0x1000>; interrupts = <0 5 4>; };
                other: other@c000 { reg = <0xc000 0x1000>; };
            };
            """);
        Assert.Equal([0, 0, 0x1000_0000, 0x10_0000], tree.Cells("/passthrough/soc", "ranges"));
        Assert.Equal([0xfde8u], tree.Cells("/passthrough/soc", "interrupt-parent"));
        Assert.Equal([0xb000u, 0x1000], tree.Cells("/passthrough/soc/device@b000", "reg"));
        Assert.Equal([0x1000_b000u, 0x1000, 0x1000_b000], tree.Cells("/passthrough/soc/device@b000", "xen,reg"));
        Assert.Equal(["/soc/device@b000"], tree.Strings("/passthrough/soc/device@b000", "xen,path"));
        Assert.Null(tree.FindByPath("/passthrough/soc/other@c000"));
    }

    [Fact]
    public void AMapLeadsToTheControllerThatXenMakesWhichHasNoAddresses()
    {
        DeviceTreeDocument tree = Build("""
            nexus: nexus@d000 { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>; ranges; #interrupt-cells = <1>;
                interrupt-map-mask = <0 3>; interrupt-map = <0 1 &gic 0 0 7 4>, <0 2 &gic 0 0 8 4>;
                dev: device@b000 { reg = <0xb000 0x1000>; interrupts = <1>; };
            };
            """, gicAddressCells: 1);
        Assert.Equal([0, 1, 0xfde8, 0, 7, 4, 0, 2, 0xfde8, 0, 8, 4], tree.Cells("/passthrough/nexus@d000", "interrupt-map"));
    }

    [Fact]
    public void ReferencesToWhatXenMakesOtherwiseAreLeftOut()
    {
        DeviceTreeDocument tree = Build("dev: device@b000 { reg = <0xb000 0x1000>; interrupts-extended = <&gic 0 5 4>; "
            + "cooling-device = <&cpu0 0 1>; };");
        Assert.Equal([0xfde8u, 0, 5, 4], tree.Cells("/passthrough/device@b000", "interrupts-extended"));
        Assert.Null(tree.FindByPath("/passthrough/device@b000")!.FindProperty("cooling-device"));
    }

    /// <summary>Xen programs the IOMMU: it is not a need of the guest, whose tree has neither it nor references to it.</summary>
    [Theory]
    [InlineData("dev")]
    [InlineData("dev; !smmu")]
    [InlineData("*; !uart")]
    public void ADeviceBehindAnIommuIsNotForced(string devices)
    {
        PartitionFixture planned = PartitionFixture.Of(XenBuilds.Xen, BoardWith(Smmu + Master), XenBuilds.Guest(devices));

        Assert.Empty(planned.Plan.Messages());
        DeviceTreeNode device = XenBuilds.ConfigTree(planned).FindByPath("/passthrough/ethernet@b000")!;
        Assert.NotNull(device.FindProperty("xen,reg"));
        Assert.Null(device.FindProperty("xen,force-assign-without-iommu"));
        Assert.Null(device.FindProperty("iommus"));
        Assert.Null(XenBuilds.ConfigTree(planned).FindByPath("/passthrough/iommu@e000"));
    }

    /// <summary>What is disabled, unknown to Xen, empty or above the device does not protect.</summary>
    [Theory]
    [InlineData("smmu: iommu@e000 { compatible = \"arm,mmu-500\"; #iommu-cells = <1>; status = \"fail\"; };", Master)]
    [InlineData("smmu: iommu@e000 { compatible = \"arm,mmu-500\"; #iommu-cells = <1>; status = \"disabled\"; };", Master)]
    [InlineData("smmu: iommu@e000 { compatible = \"arm,smmu-v3\"; reg = <0xe000 0x1000>; #iommu-cells = <1>; };", Master)]
    [InlineData("smmu: iommu@e000 { compatible = \"renesas,ipmmu-vmsa\"; reg = <0xe000 0x1000>; #iommu-cells = <1>; };", Master)]
    [InlineData(Smmu, "dev: ethernet@b000 { reg = <0xb000 0x1000>; iommus; };")]
    [InlineData(Smmu, "bus { compatible = \"simple-bus\"; #address-cells = <1>; #size-cells = <1>; ranges; iommus = <&smmu 1>; "
        + "dev: ethernet@b000 { reg = <0xb000 0x1000>; }; };")]
    [InlineData(Smmu, "dev: pcie@b000 { reg = <0xb000 0x1000>; iommu-map = <0 &smmu 0 1>; };")]
    public void AnIommuThatXenDoesNotDriveProtectsNobody(string iommu, string master)
    {
        PartitionPlan plan = XenBuilds.Plan(BoardWith(iommu + master), XenBuilds.Guest("dev"));

        Assert.Contains(plan.Diagnostics, static found => found.Code == "HV2037");
        Assert.DoesNotContain(plan.Diagnostics, static found => found.Code is "HV2032" or "HV2020");
    }

    [Fact]
    public void GlueAroundAProtectedCoreIsProtectedAndForcedSinceItHasNoStream()
    {
        PartitionFixture planned = PartitionFixture.Of(XenBuilds.Xen, BoardWith(Smmu + """
            dev: usb@b000 {
                compatible = "acme,dwc3"; reg = <0xb000 0x1000>; #address-cells = <1>; #size-cells = <1>; ranges;
                core: usb@d000 { compatible = "snps,dwc3"; reg = <0xd000 0x1000>; iommus = <&smmu 1>; };
            };
            """), XenBuilds.Guest("dev"));

        Assert.DoesNotContain(planned.Plan.Diagnostics, static found => found.Code == "HV2037");
        DeviceTreeNode glue = XenBuilds.ConfigTree(planned).FindByPath("/passthrough/usb@b000")!;
        Assert.NotNull(glue.FindProperty("xen,force-assign-without-iommu"));
        Assert.Null(glue.Children[0].FindProperty("xen,force-assign-without-iommu"));
    }

    [Theory]
    [InlineData("7", true)]
    [InlineData("8", false)]
    public void AStreamIsThatOfOneGuest(string id, bool isTheSame)
    {
        Board board = BoardWith(Smmu + $$"""
            a: ethernet@b000 { reg = <0xb000 0x1000>; iommus = <&smmu 7>; };
            b: ethernet@d000 { reg = <0xd000 0x1000>; iommus = <&smmu {{id}}>; };
            """);

        PartitionPlan plan = XenBuilds.Plan(board, XenBuilds.Guest("a"), XenBuilds.Guest("b") with { Name = "guest1" });

        Assert.Equal(isTheSame, plan.Diagnostics.Any(static found => found.Code == "HV2049"));
    }

    [Fact]
    public void TheIommuItselfIsXens() => Assert.Contains(
        XenBuilds.Plan(BoardWith(Smmu + Master), XenBuilds.Guest("smmu")).Diagnostics, static found => found.Code == "HV2032");

    private const string Smmu = "smmu: iommu@e000 { compatible = \"arm,mmu-500\"; reg = <0xe000 0x1000>; #iommu-cells = <1>; };";
    private const string Master = "dev: ethernet@b000 { reg = <0xb000 0x1000>; iommus = <&smmu 1>; };";

    [Fact]
    public void ABusMasterNeedsThatTheProjectAllowsIt()
    {
        Board board = BoardWith("dma: dma@b000 { compatible = \"arm,pl330\"; reg = <0xb000 0x1000>; interrupts = <0 5 4>; "
            + "#dma-cells = <1>; };");
        PartitionPlan refused = XenBuilds.Plan(board, XenBuilds.Guest("dma"));
        Assert.Equal(
            ["HV2037"],
            refused.Diagnostics.Where(static found => found.Severity == DiagnosticSeverity.Error).Select(static found => found.Code));

        PartitionFixture allowed = PartitionFixture.Of(
            XenBuilds.Xen,
            refused.Request with { Allowances = [new("dma", "HV2037", "its channels stay off", SourceSpan.None)] });
        Assert.False(allowed.Plan.HasErrors);
        Assert.DoesNotContain(allowed.Diagnostics, static found => found.Code == "HV5112");
        Assert.NotNull(
            XenBuilds.ConfigTree(allowed).FindByPath("/passthrough/dma@b000")!.FindProperty("xen,force-assign-without-iommu"));
    }

    [Fact]
    public void ASupplierThatAGuestMustNotReachIsAFixedClock()
    {
        Board board = BoardWith("clk: clock@e000 { reg = <0xe000 0x1000>; #clock-cells = <1>; }; dev: device@b000 { reg = <0xb000 0x1000>; "
            + "clocks = <&clk 3>; };");
        GuestRequest guest = XenBuilds.Guest("dev") with
        {
            Refinements = [new("clk", DeviceAccess.Stub, SourceSpan.None) { ClockFrequency = 1_000_000 }],
        };
        PartitionFixture planned = PartitionFixture.Of(XenBuilds.Xen, board, guest);
        Assert.False(planned.Plan.HasErrors, string.Join('\n', planned.Plan.Messages()));
        DeviceTreeDocument tree = XenBuilds.ConfigTree(planned);
        Assert.Equal(["fixed-clock"], tree.Strings("/passthrough/clock-3", "compatible"));
        Assert.Null(tree.FindByPath("/passthrough/clock-3")!.FindProperty("xen,reg"));
    }

    [Fact]
    public void WhatDtcMakesOfTheTextIsTheSameTree()
    {
        DeviceTreeDocument tree = XenBuilds.ConfigTree(XenBoard.Read(), "gpio");
        Assert.Equal(DeviceTreeBlob.Write(TestTrees.Compile(XenBuilds.Text(tree))), DeviceTreeBlob.Write(tree));
    }

    private static DeviceTreeDocument Build(string nodes, int gicAddressCells = 0) =>
        XenBuilds.ConfigTree(BoardWith(nodes, gicAddressCells), "dev");

    internal static Board BoardWith(string nodes, int gicAddressCells = 0) => Source.Board($$"""
        /dts-v1/;
        / {
            #address-cells = <1>; #size-cells = <1>; interrupt-parent = <&gic>;
            chosen { stdout-path = &uart; };
            cpus { #address-cells = <1>; #size-cells = <0>;
                cpu0: cpu@0 { device_type = "cpu"; compatible = "arm,cortex-a15"; reg = <0>; #cooling-cells = <2>; };
                cpu1: cpu@1 { device_type = "cpu"; compatible = "arm,cortex-a15"; reg = <1>; };
            };
            memory@80000000 { device_type = "memory"; reg = <0x80000000 0x20000000>; };
            gic: {{Gic}} { compatible = "arm,gic-400"; reg = <0x1000 0x1000>, <0x2000 0x2000>, <0x4000 0x2000>, <0x6000 0x2000>;
                interrupt-controller; #interrupt-cells = <3>; #address-cells = <{{gicAddressCells}}>; };
            uart: serial@9000 { compatible = "arm,pl011"; reg = <0x9000 0x1000>; interrupts = <0 9 4>; };
            {{nodes}}
        };
        """);
}
