using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;

namespace Partition.Partitioning.Tests.Closure;

/// <summary>What a driver looks for by its compatible comes along, though no property refers to it.</summary>
public class HiddenNeedsTests
{
    private static readonly Board s_board = Source.BoardWith("""
        uart: serial@8000 { reg = <0x8000 0x1000>; clocks = <&clk 3>; };
        anatop: anatop@9000 { compatible = "fsl,imx8mp-anatop", "fsl,imx8mm-anatop"; reg = <0x9000 0x1000>; };
        clk: clock-controller@a000 { compatible = "fsl,imx8mp-ccm"; reg = <0xa000 0x1000>; #clock-cells = <1>; };
        """);

    [Fact]
    public void TheAnalogBlockComesWithTheClockController()
    {
        GuestPlan guest = s_board.PlanOne("uart");
        Assert.Equal(["gic", "uart", "anatop", "clk"], guest.Names());
        Assert.Equal("uart → clocks → clk → fsl,imx8mp-anatop → anatop", guest.Devices[2].Because);
    }

    [Fact]
    public void AFrozenControllerNeedsNone() => Assert.Equal(["gic", "uart", "clk"], PartitionPlanner.Plan(
        new PartitionRequest(s_board, [Planning.Guest("uart")])
        {
            SupplierPolicies = [new("clk", "", DeviceAccess.Frozen, SourceSpan.None) { ClockFrequency = 5 }],
        }).Guests[0].Names());

    [Fact]
    public void WarnsOfAControllerThatLosesIt()
    {
        Diagnostic finding = Assert.Single(s_board.Plan(Planning.Guest("uart").With("anatop", DeviceAccess.Frozen)).Diagnostics);
        Assert.Equal("HV2029", finding.Code);
        Assert.Contains("'clk' loses fsl,imx8mp-anatop. ", finding.Message, StringComparison.Ordinal);
    }
}
