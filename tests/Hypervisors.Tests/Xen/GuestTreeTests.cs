using Partition.DeviceTree.Model;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Tests.Xen;

public class GuestTreeTests
{
    [Fact]
    public void TheTreeIsTheMachineThatXenMakesWithTheGuestsDevices()
    {
        DeviceTreeDocument tree = XenBuilds.Xen.Trees.BuildOperatingSystemTree(XenBuilds.PlanOne(XenBoard.Read(), "rtc"));
        Assert.Equal(
            [
                "/", "/chosen", "/psci", "/cpus", "/cpus/cpu@0", "/memory@40000000",
                "/passthrough", "/passthrough/apb-clock", "/passthrough/rtc@9010000",
                "/interrupt-controller@3001000", "/timer", "/sbsa-uart@22000000",
            ],
            tree.Nodes.Select(static node => node.Path));
        Assert.DoesNotContain(
            tree.Nodes.SelectMany(static node => node.Properties),
            static property => property.Name.StartsWith("xen,", StringComparison.Ordinal));
    }

    [Fact]
    public void RamBeginsWhereXenPutsItWhereverTheBoardsIs()
    {
        GuestPlan plan = XenBuilds.PlanOne(PassthroughTreeTests.BoardWith("dev: device@b000 { reg = <0xb000 0x1000>; };"), "dev");
        Assert.Equal(new AddressRange(0x4000_0000, 128 << 20), plan.Memory);
        Assert.Equal([0, 0x4000_0000, 0, 128 << 20], XenBuilds.Xen.Trees.BuildOperatingSystemTree(plan).Cells("/memory@40000000", "reg"));
    }

    [Fact]
    public void ADeviceThatTheTreeForXenLacksIsMissed()
    {
        GuestPlan plan = XenBuilds.PlanOne(XenBoard.Read(), "rtc");
        DeviceTreeDocument config = XenBuilds.ConfigTree(XenBoard.Read(), "rtc");
        config.FindByPath("/passthrough/rtc@9010000")!.RemoveProperty("xen,reg");
        Assert.Contains(
            TreeAgreement.Compare(
                plan.Name,
                XenBuilds.Xen.Trees.BuildOperatingSystemTree(plan),
                XenBuilds.Xen.Trees.ReadRegions(plan, config)),
            static fault => fault.Code == "HV2050");
    }

    [Fact]
    public void ATreeForXenThatGivesSomebodyElsesDeviceIsRefused()
    {
        PartitionFixture built = PartitionFixture.Of(
            XenBuilds.Xen, XenBoard.Read(), XenBuilds.Guest("rtc"), XenBuilds.Guest("gpio", "guest2"));
        DeviceTreeDocument config = XenBuilds.ConfigTree(built, "guest2");
        PartitionPlan partition = built.Plan;
        Assert.Contains(
            TreeAgreement.CompareWithPlan(partition, partition.Guests[0], XenBuilds.Xen.Trees.ReadRegions(partition.Guests[0], config)),
            static fault => fault.Code == "HV2054");
    }

    [Fact]
    public void TheConsoleOfXenIsGivenToNoGuest() =>
        Assert.Contains(
            XenBuilds.Plan(XenBoard.Read(), XenBuilds.Guest("uart")).Diagnostics,
            static fault => fault.Code == "HV2032" && fault.Message.Contains("'uart'", StringComparison.Ordinal));
}
