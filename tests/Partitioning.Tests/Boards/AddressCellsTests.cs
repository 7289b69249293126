using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Trees;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Tests.Boards;

public class AddressCellsTests
{
    [Theory]
    [InlineData("#address-cells = <1>; #size-cells = <1>;", true)]
    [InlineData("#address-cells = <4>; #size-cells = <2>;", true)]
    [InlineData("#address-cells = <0>; #size-cells = <1>;", false)]
    [InlineData("#address-cells = <5>; #size-cells = <1>;", false)]
    [InlineData("#address-cells = <1>; #size-cells = <3>;", false)]
    [InlineData("#address-cells = <1 1>; #size-cells = <1>;", false)]
    public void CountsThatCannotBeReadHoldNoRange(string counts, bool canHold)
    {
        DeviceTreeDocument tree = TestTrees.Compile($"/dts-v1/; / {{ {counts} }};");
        Assert.Equal(canHold, CellCounts.Of(tree.Root).CanHold(new AddressRange(0x80000000, 0x1000)));
    }

    [Fact]
    public void ATreeWithoutReadableCountsStillEnds()
    {
        DeviceTreeDocument tree = Source.BoardWith("").Document;
        tree.Root.SetProperty("#address-cells", PropertyValue.FromCells(0x7fffffff));
        GuestPlan plan = Board.Read(tree).Plan(Planning.Guest("*")).Guests[0];
        Assert.Contains(OperatingSystemTree.Cut(plan).Nodes, static node => node.BaseName == "memory");
    }
}
