using Partition.DeviceTree;
using Partition.Slicing.Tests.RawTrees;

namespace Partition.Slicing.Tests.Boards;

/// <summary>
/// Boards that nobody here wrote: from Linux, of many families. Each is divided among two guests, from its source and from its blob, and the
/// slices are compared with the board by a reader that shares nothing with the project, and given to dtc.
/// </summary>
public class RealBoardTests
{
    public static TheoryData<string> Boards =>
    [
        "arm/boot/dts/vexpress-v2p-ca9.dts", "arm/boot/dts/vexpress-v2p-ca15-tc1.dts", "arm/boot/dts/imx6q-sabrelite.dts", "arm/boot/dts/imx6ul-14x14-evk.dts",
        "arm/boot/dts/sun7i-a20-cubieboard2.dts", "arm/boot/dts/sun8i-h3-orangepi-pc.dts", "arm/boot/dts/rk3288-tinker.dts", "arm/boot/dts/am57xx-beagle-x15.dts",
        "arm/boot/dts/am335x-boneblack.dts", "arm/boot/dts/zynq-zed.dts", "arm/boot/dts/r8a7791-koelsch.dts", "arm/boot/dts/qcom-apq8064-ifc6410.dts",
        "arm/boot/dts/tegra124-jetson-tk1.dts", "arm/boot/dts/bcm2836-rpi-2-b.dts", "arm/boot/dts/ls1021a-twr.dts", "arm/boot/dts/armada-388-gp.dts",
        "arm/boot/dts/stm32mp157c-dk2.dts", "arm/boot/dts/exynos5422-odroidxu4.dts", "arm/boot/dts/socfpga_cyclone5_socdk.dts",
        "arm64/boot/dts/rockchip/rk3399-rock-pi-4b.dts", "arm64/boot/dts/allwinner/sun50i-a64-pine64.dts", "arm64/boot/dts/xilinx/zynqmp-zcu102-rev1.0.dts",
        "arm64/boot/dts/renesas/r8a77951-salvator-xs.dts", "arm64/boot/dts/qcom/apq8016-sbc.dts", "arm64/boot/dts/nvidia/tegra210-p2371-2180.dts",
        "arm64/boot/dts/freescale/fsl-ls1043a-rdb.dts", "arm64/boot/dts/marvell/armada-8040-mcbin.dts", "arm64/boot/dts/freescale/imx8mm-evk.dts",
        "arm64/boot/dts/ti/k3-am654-base-board.dts", "arm64/boot/dts/arm/juno-r1.dts",
    ];

    [KernelBoardsTheory]
    [MemberData(nameof(Boards))]
    public void SlicesHoldForSourceAndBlob(string path)
    {
        DeviceTreeDocument source = RealBoard.Compile(path);
        byte[] blob = DeviceTreeBlob.Write(source);
        RawTree host = RawTree.Read(blob);
        PartitionPlan ofSource = RealBoard.Divide(Board.Read(source));
        // The same division of the blob, where nothing says which numbers are references.
        PartitionPlan ofBlob = PartitionPlanner.Plan(ofSource.Request with { Board = Board.Read(DeviceTreeBlob.Read(blob).Document!) });
        foreach (PartitionPlan plan in new[] { ofSource, ofBlob })
        {
            string[] warnings = RealBoard.WarningsOf(plan.Board.Document);
            Assert.Empty(plan.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
            foreach (GuestPlan guest in plan.Guests)
            {
                Assert.NotEmpty(guest.Devices.Where(static owned => owned.Device.Role == DeviceRole.Device));
                DeviceTreeDocument slice = OperatingSystemTree.Cut(guest);
                RawTree raw = RawTree.Read(DeviceTreeBlob.Write(slice));
                Assert.Empty(RawReferences.Dangling(raw));
                AssertSameHardware(host, raw);
                Assert.Empty(RealBoard.WarningsOf(slice).Except(warnings));
                Assert.Empty(TreeAgreement.Compare(guest.Name, slice, TreeAgreement.RegionsOf(guest)).Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
            }

            AssertDisjoint(plan);
        }

        for (int i = 0; i < ofSource.Guests.Length; i++)
        {
            AssertSame(Slice(ofSource, i), Slice(ofBlob, i));
        }

        static RawTree Slice(PartitionPlan plan, int guest) => RawTree.Read(DeviceTreeBlob.Write(OperatingSystemTree.Cut(plan.Guests[guest])));
    }

    /// <summary>Node for node and byte for byte.</summary>
    private static void AssertSame(RawTree one, RawTree other)
    {
        Assert.Equal(one.Nodes.Select(static node => node.Path), other.Nodes.Select(static node => node.Path));
        Assert.Equal(Properties(one), Properties(other));

        static IEnumerable<string> Properties(RawTree tree) =>
            tree.Nodes.SelectMany(static node => node.Properties.Select(property => $"{node.Path}:{property.Key} {Convert.ToHexString(property.Value)}"));
    }

    [KernelBoardsTheory]
    [MemberData(nameof(Boards))]
    public void TheSecondReaderKnowsEveryReferenceOfTheBoards(string path)
    {
        DeviceTreeDocument source = RealBoard.Compile(path);
        RawTree board = RawTree.Read(DeviceTreeBlob.Write(source));
        Assert.Empty(RawReferences.Missing(board, RawTree.Read(RealBoard.FixupsOf(source))).Select(static place => place[(place.IndexOf(':', StringComparison.Ordinal) + 1)..]).Distinct());
        Assert.Empty(RawReferences.Dangling(board));
    }

    /// <summary>Every address and every interrupt of a slice is the board's for the same node.</summary>
    private static void AssertSameHardware(RawTree host, RawTree slice)
    {
        foreach (RawNode node in slice.Nodes.Where(static node => !node.Name.StartsWith("memory", StringComparison.Ordinal)))
        {
            if (host.Find(node.Path) is not { } original)
            {
                Assert.Equal("/chosen", node.Path);
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

    /// <summary>What is in both guests' trees and has registers goes with the processor, or is shared by both.</summary>
    private static void AssertDisjoint(PartitionPlan plan)
    {
        var ofFirst = plan.Guests[0].Devices.Where(static owned => owned.Device.Role == DeviceRole.Device).ToDictionary(static owned => owned.Device.Node);
        Assert.All(
            plan.Guests[1].Devices.Where(owned => ofFirst.ContainsKey(owned.Device.Node)),
            owned => Assert.Equal((DeviceAccess.Shared, DeviceAccess.Shared), (owned.Access, ofFirst[owned.Device.Node].Access)));
    }
}
