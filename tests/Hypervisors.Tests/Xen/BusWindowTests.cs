using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;

namespace Partition.Hypervisors.Tests.Xen;

/// <summary>Buses below <c>/passthrough</c> say their addresses there, in its two cells.</summary>
public class BusWindowTests
{
    [Fact]
    public void AnEmptyListOfRangesIsWrittenOutWhereTheCellsDiffer()
    {
        DeviceTreeDocument tree = XenBuilds.ConfigTree(
            PassthroughTreeTests.BoardWith("""
                soc { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>; ranges; dma-ranges;
                    low: device@b000 { compatible = "acme,dev"; reg = <0xb000 0x1000>; };
                    high: device@f0000000 { compatible = "acme,dev"; reg = <0xf0000000 0x1000>; };
                };
                """),
            "low; high");
        uint[] whole = [0, 0, 0, 0x8000_0000, 0x8000_0000, 0, 0x8000_0000, 0x8000_0000];
        Assert.Equal(whole, tree.Cells("/passthrough/soc@0", "ranges"));
        Assert.Equal(whole, tree.Cells("/passthrough/soc@0", "dma-ranges"));
    }

    /// <summary>The window that its registers show is its range: its name has an address.</summary>
    [Fact]
    public void ABusThatLosesItsRegistersHasRanges()
    {
        Board board = PassthroughTreeTests.BoardWith("""
            soc@0 { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>; ranges = <0 0 0x100000>;
                bus@b000 { compatible = "fsl,aips-bus", "simple-bus"; reg = <0xb000 0x2000>; ranges;
                    #address-cells = <1>; #size-cells = <1>;
                    dev: device@b000 { compatible = "acme,dev"; reg = <0xb000 0x1000>; };
                    other: device@c000 { compatible = "acme,dev"; reg = <0xc000 0x1000>; };
                };
            };
            """);
        DeviceTreeDocument tree = XenBuilds.ConfigTree(board, "dev");
        Assert.Equal([0xb000, 0xb000, 0x2000], tree.Cells("/passthrough/soc@0/bus@b000", "ranges"));
        Assert.Null(tree.FindByPath("/passthrough/soc@0/bus@b000")!.FindProperty("reg"));
    }

    [Fact]
    public void ANodeWithoutAddressesOnItHasNoRanges()
    {
        DeviceTreeDocument tree = XenBuilds.ConfigTree(
            PassthroughTreeTests.BoardWith("""
                clocks { #address-cells = <1>; #size-cells = <1>; ranges;
                    clk: clk { compatible = "fixed-clock"; #clock-cells = <0>; clock-frequency = <1>; };
                };
                dev: device@b000 { compatible = "acme,dev"; reg = <0xb000 0x1000>; clocks = <&clk>; };
                """),
            "dev");
        Assert.Empty(tree.FindByPath("/passthrough/clocks")!.Properties);
    }
}
