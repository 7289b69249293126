using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.RawTrees;
using Partition.Partitioning.Trees;

namespace Partition.Partitioning.Tests.Boards;

/// <summary>
/// Boards that nobody here wrote: from Linux, of many families. Each is divided among two guests, from its source and from its blob, and
/// the slices are compared with the board by a reader that shares nothing with the project, and given to dtc.
/// </summary>
public class RealBoardTests
{
    public static TheoryData<string> Boards =>
    [
        "arm/boot/dts/vexpress-v2p-ca9.dts",
        "arm/boot/dts/vexpress-v2p-ca15-tc1.dts",
        "arm/boot/dts/imx6q-sabrelite.dts",
        "arm/boot/dts/imx6ul-14x14-evk.dts",
        "arm/boot/dts/sun7i-a20-cubieboard2.dts",
        "arm/boot/dts/sun8i-h3-orangepi-pc.dts",
        "arm/boot/dts/rk3288-tinker.dts",
        "arm/boot/dts/am57xx-beagle-x15.dts",
        "arm/boot/dts/am335x-boneblack.dts",
        "arm/boot/dts/zynq-zed.dts",
        "arm/boot/dts/r8a7791-koelsch.dts",
        "arm/boot/dts/qcom-apq8064-ifc6410.dts",
        "arm/boot/dts/tegra124-jetson-tk1.dts",
        "arm/boot/dts/bcm2836-rpi-2-b.dts",
        "arm/boot/dts/ls1021a-twr.dts",
        "arm/boot/dts/armada-388-gp.dts",
        "arm/boot/dts/stm32mp157c-dk2.dts", "arm/boot/dts/exynos5422-odroidxu4.dts", "arm/boot/dts/socfpga_cyclone5_socdk.dts",
        "arm64/boot/dts/rockchip/rk3399-rock-pi-4b.dts",
        "arm64/boot/dts/allwinner/sun50i-a64-pine64.dts",
        "arm64/boot/dts/xilinx/zynqmp-zcu102-rev1.0.dts",
        "arm64/boot/dts/renesas/r8a77951-salvator-xs.dts",
        "arm64/boot/dts/qcom/apq8016-sbc.dts",
        "arm64/boot/dts/nvidia/tegra210-p2371-2180.dts",
        "arm64/boot/dts/freescale/fsl-ls1043a-rdb.dts",
        "arm64/boot/dts/marvell/armada-8040-mcbin.dts",
        "arm64/boot/dts/freescale/imx8mm-evk.dts",
        "arm64/boot/dts/ti/k3-am654-base-board.dts", "arm64/boot/dts/arm/juno-r1.dts",
    ];

    /// <summary>Boards divided by hand: other boards, devices left out of everything, suppliers that something stands for.</summary>
    private static readonly BoardDivision[] s_divisions =
    [
        new("arm/boot/dts/vexpress-v2p-ca15_a7.dts",
            "v2m_serial0; v2m_i2c_dvi; /bus@8000000/motherboard-bus@8000000/iofpga-bus@300000000/mmc@50000",
            "*; !v2m_serial0; !v2m_i2c_dvi; !/bus@8000000/motherboard-bus@8000000/iofpga-bus@300000000/mmc@50000")
        {
            Shared = "v2m_sysreg; v2m_mmc_gpios",
            Allowed = "v2m_sysreg=HV2034; v2m_mmc_gpios=HV2034",
        },
        new("arm/boot/dts/imx6q-sabrelite.dts", "uart1; i2c1; usdhc3", "uart2; fec; usbh1")
        {
            Shared = "aips1; aips2; gpio7; clks; anatop; gpc; iomuxc",
            Stubs = "sdma",
            Allowed = "gpr=HV2035",
        },
        new("arm/boot/dts/rk3288-tinker.dts", "uart2; i2c5; sdmmc", "uart1; gmac; usb_host1") { Shared = "i2c0; pmu; cru; grf; gpio0" },
        new("arm/boot/dts/zynq-zc702.dts", "uart1; i2c0; sdhci0", "*; !uart1; !i2c0; !sdhci0") { Shared = "slcr; clkc; pinctrl0" },
        new("arm/boot/dts/r8a7791-koelsch.dts", "scif0; i2c6; sdhi0", "scif1; ether; pciec")
        {
            Shared = "pfc; cpg; sysc; irqc0",
            Stubs = "dmac0; dmac1",
            Allowed = "gpio5=HV2034",
        },
        new("arm64/boot/dts/qcom/sdm845-db845c.dts", "uart9; i2c11; sdhc_2", "uart6; usb_1")
        {
            Shared = "gcc; pcie0_phy; pcie0_lane; pcie1_phy; pcie1_lane; mem_noc; config_noc; aggre2_noc; tlmm; pdc_intc; apps_smmu; "
                + "gladiator_noc; apps_rsc",
        },
        new(
            "arm64/boot/dts/nvidia/tegra194-p2972-0000.dts",
            "uartb; gen1_i2c; sdmmc1",
            "/bus@0/ethernet@2490000; /bus@0/usb@3610000; /pcie@14100000")
        {
            Shared = "gpio; mc; emc; hsp_top0; pmc; smmu; /sram@40000000; cpu_bpmp_tx; cpu_bpmp_rx",
        },
        new(
            "arm64/boot/dts/broadcom/bcm2711-rpi-4-b.dts",
            "uart1; i2c1; emmc2",
            "uart0; genet; pcie0")
        {
            Shared = "mailbox; gpio",
            Stubs = "clocks=500000000",
            Allowed = "clocks=HV2090",
        },
        new("arm64/boot/dts/freescale/fsl-ls1046a-rdb.dts", "duart0; i2c0; esdhc", "i2c3; usb0; sata")
        {
            Stubs = "clockgen=300000000",
            Allowed = "clockgen=HV2090",
        },
        new("arm64/boot/dts/mediatek/mt8173-evb.dts", "uart0; mmc0", "*; !uart0; !mmc0")
        {
            Shared = "topckgen; infracfg; pericfg; syscfg_pctl_a; pio; scpsys; pwrap; sysirq; i2c1",
        },
        new("arm64/boot/dts/arm/juno.dts",
            "soc_uart0; /i2c@7ffa0000; /bus@8000000/motherboard-bus@8000000/iofpga-bus@300000000/mmc@50000",
            "*; !soc_uart0; !/i2c@7ffa0000; !/bus@8000000/motherboard-bus@8000000/iofpga-bus@300000000/mmc@50000"),
    ];

    public static TheoryData<string> Divided => [.. s_divisions.Select(static division => division.Path)];

    [KernelBoardsTheory]
    [MemberData(nameof(Boards))]
    public void SlicesHoldForSourceAndBlob(string path)
    {
        DeviceTreeDocument source = RealBoard.Compile(path);
        AssertHolds(source, RealBoard.Divide(Board.Read(source)).Request);
    }

    [KernelBoardsTheory]
    [MemberData(nameof(Divided))]
    public void SlicesOfBoardsDividedByHandHold(string path)
    {
        DeviceTreeDocument source = RealBoard.Compile(path);
        AssertHolds(source, Array.Find(s_divisions, division => division.Path == path)!.RequestFor(Board.Read(source)));
    }

    [KernelBoardsTheory]
    [MemberData(nameof(Boards))]
    [MemberData(nameof(Divided))]
    public void TheSecondReaderKnowsEveryReferenceOfTheBoards(string path)
    {
        DeviceTreeDocument source = RealBoard.Compile(path);
        RawTree board = RawTree.Read(DeviceTreeBlob.Write(source));
        Assert.Empty(RawReferences.Missing(board, RawTree.Read(RealBoard.FixupsOf(source))));
        Assert.Empty(RawReferences.Dangling(board));
    }

    [KernelBoardsTheory]
    [MemberData(nameof(Boards))]
    [MemberData(nameof(Divided))]
    public void ABoardHasTheHardwareThatTheSecondReaderFinds(string path)
    {
        Board board = Board.Read(RealBoard.Compile(path));
        RawTree raw = RawTree.Read(DeviceTreeBlob.Write(board.Document));
        // Below a system controller what lies outside of it is an offset, and no address; the second reader does not know of that.
        foreach (BoardDevice device in board.Devices.Where(static device => !Board.IsBelowController(device.Node)))
        {
            RawNode node = raw.Find(device.Node.Path)!;
            Assert.Equal(
                (node.Path, string.Join(' ', RawAddresses.ReachableOf(node))),
                (node.Path, string.Join(' ', device.Registers.Select(static range => RawAddresses.Show(range.Start, range.Size)))));
            Assert.Subset(
                device.Interrupts.Select(static line => line.Number).ToHashSet(),
                RawInterrupts.GicLinesOf(raw, node).ToHashSet());
        }
    }

    private static void AssertHolds(DeviceTreeDocument source, PartitionRequest request)
    {
        byte[] blob = DeviceTreeBlob.Write(source);
        RawTree host = RawTree.Read(blob);
        PartitionPlan ofSource = PartitionPlanner.Plan(request);
        // The same division of the blob, where nothing says which numbers are references.
        PartitionPlan ofBlob = PartitionPlanner.Plan(request with { Board = Board.Read(DeviceTreeBlob.Read(blob).Document!) });
        foreach (PartitionPlan plan in new[] { ofSource, ofBlob })
        {
            Assert.Empty(plan.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
            string[] warnings = RealBoard.WarningsOf(plan.Board.Document);
            foreach (GuestPlan guest in plan.Guests)
            {
                Assert.NotEmpty(guest.Devices.Where(static owned => owned.Device.Role == DeviceRole.Device));
                DeviceTreeDocument slice = OperatingSystemTree.Cut(guest);
                RawTree raw = RawTree.Read(DeviceTreeBlob.Write(slice));
                Assert.Empty(RawReferences.Dangling(raw));
                AssertSameHardware(host, raw, guest);
                Assert.Empty(RealBoard.WarningsOf(slice).Except(warnings));
                Assert.Empty(TreeAgreement.Compare(
                    guest.Name,
                    slice,
                    TreeAgreement.RegionsOf(guest)).Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
            }
        }

        RawTree[] slices = [.. ofSource.Guests.Select(Slice)];
        AssertDisjoint(request, slices);
        AssertSame(slices[0], Slice(ofBlob.Guests[0]));
        AssertSame(slices[1], Slice(ofBlob.Guests[1]));

        static RawTree Slice(GuestPlan guest) => RawTree.Read(DeviceTreeBlob.Write(OperatingSystemTree.Cut(guest)));
    }

    /// <summary>Node for node and byte for byte.</summary>
    private static void AssertSame(RawTree one, RawTree other)
    {
        Assert.Equal(one.Nodes.Select(static node => node.Path), other.Nodes.Select(static node => node.Path));
        Assert.Equal(Properties(one), Properties(other));

        static IEnumerable<string> Properties(RawTree tree) =>
            tree.Nodes.SelectMany(static node => node.Properties.Select(property => $"{node.Path}:{property.Key} "
                + $"{Convert.ToHexString(property.Value)}"));
    }

    /// <summary>Every address and every interrupt of a slice is the board's for the same node.</summary>
    private static void AssertSameHardware(RawTree host, RawTree slice, GuestPlan guest)
    {
        foreach (RawNode node in slice.Nodes.Where(static node => !IsMemory(node)))
        {
            if (host.Find(node.Path) is not { } original)
            {
                // What is not on the board stands for something, and has no addresses and no interrupts.
                Assert.True(
                    node.Path == "/chosen" || guest.Request.Refinements.Any(static refinement => refinement.Access == DeviceAccess.Stub),
                    node.Path);
                Assert.DoesNotContain(node.Properties.Keys, static name => name is "reg" or "interrupts" or "interrupts-extended");
                continue;
            }

            Assert.Equal((node.Path, string.Join(' ', RawAddresses.Of(original))), (node.Path, string.Join(' ', RawAddresses.Of(node))));
            string[] mine = [.. RawInterrupts.Of(slice, node).Select(static line => $"{line.Controller} {line.Specifier}")];
            string[] board = [.. RawInterrupts.Of(host, original).Select(static line => $"{line.Controller} {line.Specifier}")];
            if (node.Properties.ContainsKey("interrupt-affinity") || original.Properties.ContainsKey("interrupt-affinity"))
            {
                Assert.Empty(mine.Except(board)); // The lines of CPUs that the guest does not get are gone.
            }
            else
            {
                Assert.Equal((node.Path, string.Join(", ", board)), (node.Path, string.Join(", ", mine)));
            }
        }
    }

    private static bool IsMemory(RawNode node) => node.Parent is { Parent: null } && node.Name.Split('@')[0] == "memory";

    /// <summary>
    /// What is in both guests' trees and has registers or lines of the GIC goes with the processor, or is shared by both, or is below what
    /// is. Reservations are no hardware; they lie in the memory that each guest has when it runs.
    /// </summary>
    private static void AssertDisjoint(PartitionRequest request, RawTree[] slices)
    {
        HashSet<string>[] shared = [.. request.Guests.Select(static guest => guest.Refinements
            .Where(static refinement => refinement.Access == DeviceAccess.Shared)
            .Select(static refinement => refinement.Device)
            .ToHashSet(StringComparer.Ordinal))];
        string[] inBoth = [.. Hardware(slices[0]).Intersect(Hardware(slices[1]))];
        Assert.All(
            inBoth,
            path => Assert.All(
                shared,
                ofGuest => Assert.Contains(ofGuest, device => path == device || path.StartsWith(device + "/", StringComparison.Ordinal))));

        static IEnumerable<string> Hardware(RawTree tree) => tree.Nodes
            .Where(static node => !IsMemory(node) && node.Parent is not { Name: "cpus" or "reserved-memory" })
            .Where(
                static node =>
                    !node.Strings("compatible")
                        .Any(static name => s_ofTheProcessor.Contains(name) || name.EndsWith("-pmu", StringComparison.Ordinal)))
            .Where(static node => !IsBus(node))
            .Where(node => RawAddresses.ReachableOf(node).Any() || RawInterrupts.GicLinesOf(tree, node).Any())
            .Select(static node => node.Path);
    }

    /// <summary>Whether a node is a bus whose registers no driver uses: it has them as the window to its children.</summary>
    private static bool IsBus(RawNode node) => node.Properties.ContainsKey("ranges")
        && node.Strings("compatible").All(static name => name is "simple-bus" or "simple-pm-bus" or "simple-mfd" or "fsl,aips-bus")
        && !node.Properties.Keys.Any(static name => name.StartsWith('#') && name is not ("#address-cells" or "#size-cells"));

    /// <summary>What every guest has for itself.</summary>
    private static readonly HashSet<string> s_ofTheProcessor = new(StringComparer.Ordinal)
    {
        "arm,gic-400", "arm,gic-v3", "arm,cortex-a9-gic", "arm,cortex-a15-gic", "arm,cortex-a7-gic", "arm,pl310-cache", "arm,cortex-a9-scu",
        "arm,cortex-a9-twd-timer",
        "arm,cortex-a9-twd-wdt", "arm,cortex-a9-global-timer", "arm,armv7-timer", "arm,armv8-timer", "arm,armv8-pmuv3", "qcom,msm-qgic2",
    };
}
