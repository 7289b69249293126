using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Trees;

namespace Partition.Partitioning.Tests.Boards;

/// <summary>Suppliers of boards of Linux that hang together in ways of their own.</summary>
public class RealSupplierTests
{
    [KernelBoardsTheory]
    [InlineData("arm64/boot/dts/rockchip/rk3399-rock-pi-4b.dts", "i2c1", "uart0; !/serial@ff180000/bluetooth")]
    public void FollowingTheProposalsFreezesThePinControllerToo(string path, string first, string second)
    {
        Board board = Board.Read(RealBoard.Compile(path));
        var request = new PartitionRequest(board, [Planning.Guest(first, "a"), Planning.Guest(second, "b")]);
        Diagnostic[] proposals = [.. PartitionPlanner.Plan(request).Diagnostics.Where(static found => found.Code == "HV2031")];
        Assert.Contains(proposals, static found =>
            found.Message.EndsWith("it is then frozen as well: 'pinctrl'.", StringComparison.Ordinal));
        PartitionPlan plan = PartitionPlanner.Plan(request with
        {
            SupplierPolicies =
            [
                .. proposals.Select(static found => new SupplierPolicyRequest(
                    Attribute(found.Message, "Include"),
                    found.Message.Contains("Owner=", StringComparison.Ordinal) ? Attribute(found.Message, "Owner") : "",
                    DeviceAccess.Frozen,
                    SourceSpan.None) { ClockFrequency = 24_000_000 }),
            ],
        });
        Assert.DoesNotContain(plan.Diagnostics, static found => found.Code is "HV2031" or "HV2029");
        Assert.NotNull(OperatingSystemTree.Cut(plan.Guests[0]).FindByPath("/pinctrl"));
        DeviceTreeDocument without = OperatingSystemTree.Cut(plan.Guests[1]);
        Assert.Null(without.FindByPath("/pinctrl"));
        Assert.DoesNotContain(without.Nodes.SelectMany(static node => node.Properties), static property =>
            property.Name.StartsWith("pinctrl-", StringComparison.Ordinal));
    }

    [KernelBoardsTheory]
    [InlineData("arm64/boot/dts/ti/k3-am625-sk.dts", "sdhci1", "main_gpio0; main_gpio1", "vdd_sd_dv")]
    public void ARegulatorOfAFrozenLineIsAlwaysOn(string path, string device, string frozen, string regulator)
    {
        Board board = Board.Read(RealBoard.Compile(path));
        PartitionPlan plan = PartitionPlanner.Plan(new PartitionRequest(board, [Planning.Guest(device)])
        {
            SupplierPolicies = [new(frozen, "", DeviceAccess.Frozen, SourceSpan.None) { ClockFrequency = 24_000_000 }],
        });
        DeviceTreeDocument tree = OperatingSystemTree.Cut(plan.Guests[0]);
        DeviceTreeNode made = tree.Nodes.Single(node => node.Labels.Contains(regulator));
        Assert.True(made.FindProperty("compatible")!.Value.TryReadString(out string compatible));
        Assert.Equal("regulator-fixed", compatible);
        Assert.NotNull(made.FindProperty("regulator-always-on"));
        DeviceTreeNode mmc = tree.Nodes.Single(node => node.Labels.Contains(device));
        Assert.True(mmc.FindProperty("vqmmc-supply")!.Value.TryReadCell(out uint phandle));
        Assert.Equal(made.Phandle, phandle);
    }

    [KernelBoardsTheory]
    [InlineData("arm64/boot/dts/freescale/imx8mp-evk.dts", "uart2")]
    public void TheClockControllerBringsWhatItsDriverLooksFor(string path, string device)
    {
        Board board = Board.Read(RealBoard.Compile(path));
        OwnedDevice[] devices = [.. board.Plan(Planning.Guest(device)).Guests[0].Devices];
        Assert.Contains(devices, static owned => owned.Device.Compatible.Contains("fsl,imx8mp-anatop") && owned.IsHardware);
    }

    private static string Attribute(string message, string name) =>
        message[(message.IndexOf($"{name}=\"", StringComparison.Ordinal) + name.Length + 2)..].Split('"')[0];
}
