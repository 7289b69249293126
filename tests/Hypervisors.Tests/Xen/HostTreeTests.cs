using Partition.DeviceTree.Model;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Boards;

namespace Partition.Hypervisors.Tests.Xen;

public class HostTreeTests
{
    /// <summary>Xen takes every node of this name for RAM, and stops at one that it cannot read as such.</summary>
    [Fact]
    public void NothingButRamIsCalledMemory()
    {
        Board board = PassthroughTreeTests.BoardWith("""
            reserved-memory { #address-cells = <1>; #size-cells = <1>; ranges;
                kept: memory@81000000 { reg = <0x81000000 0x1000>; no-map; };
            };
            controller@e000 { compatible = "acme,ddr"; reg = <0xe000 0x1000>; #address-cells = <1>; #size-cells = <0>;
                memory@0 { device_type = "memory"; reg = <0>; };
            };
            soc { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>; ranges;
                dev: memory@b000 { compatible = "acme,sram"; reg = <0xb000 0x1000>; phandle = <0x99>; };
            };
            """);
        PartitionFixture planned = PartitionFixture.Of(XenBuilds.Xen, board, XenBuilds.Guest("dev"));
        Assert.Empty(planned.Errors);
        DeviceTreeDocument host = XenBuilds.Xen.Boot!.BuildHostTree(
            board.Document, new BootRequest("board", [planned.Plan.Guests[0].WithFiles()]), []);

        DeviceTreeNode memory = Assert.Single(host.Nodes, static node => node.BaseName == "memory");
        Assert.Equal("/memory@80000000", memory.Path);
        Assert.Equal([0x8100_0000u, 0x1000], host.Cells("/reserved-memory/not-memory@81000000", "reg"));
        Assert.Equal("/soc/not-memory@b000", host.FindByPhandle(0x99)!.Path);

        // The guest's tree names the device as the host's tree does, and both trees of the guest still agree.
        DeviceTreeDocument tree = XenBuilds.ConfigTree(planned);
        Assert.Equal(["/soc/not-memory@b000"], tree.Strings("/passthrough/soc@0/memory@b000", "xen,path"));
        Assert.NotNull(host.FindByPath("/soc/not-memory@b000")!.FindProperty("xen,passthrough"));
    }
}
