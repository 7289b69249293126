using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.DeviceTree.Tests.Assertions;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Model.Bus;

public class BusAddressesTests
{
    [Theory]
    [InlineData(1, 1, "<0x9000 0x1000>", "9000+1000")]
    [InlineData(2, 1, "<1 0 16>", "100000000+10")]
    [InlineData(2, 2, "<0 1 1 2>, <0 3 0 4>", "1+100000002 3+4")]
    [InlineData(1, 0, "<0 1>", "0+0 1+0")]
    [InlineData(3, 2, "<0x82000000 1 2 0 3>", "820000000000000100000002+3")]
    [InlineData(1, 1, "<>", null)]
    [InlineData(1, 1, "<1>", null)]
    [InlineData(1, 1, "[00]", null)]
    [InlineData(5, 1, "<0 0 0 0 0 0>", null)]
    [InlineData(0, 0, "<1>", null)]
    public void RegIsReadWithTheCountsOfTheParent(int address, int size, string value, string? expected)
    {
        DeviceTreeDocument tree = Body($"#address-cells = <{address}>; #size-cells = <{size}>; n {{ reg = {value}; }};");
        bool isRead = tree.FindByPath("/n")!.TryReadReg(out ImmutableArray<RegEntry> entries);
        Assert.Equal(expected is not null, isRead);
        Assert.Equal(expected ?? "", string.Join(' ', entries.Select(static entry => $"{entry.Address:x}+{entry.Size:x}")));
    }

    [Fact]
    public void CountsAreTwoAndOneWhereTheParentDoesNotSay()
    {
        DeviceTreeDocument tree = Body("n { reg = <1 2 3>; };");
        Assert.Equal((2u, 1u), (tree.Root.AddressCells, tree.Root.SizeCells));
        Assert.True(tree.FindByPath("/n")!.TryReadReg(out ImmutableArray<RegEntry> entries));
        Assert.Equal(new RegEntry(0x1_00000002, 3), Assert.Single(entries));
    }

    [Fact]
    public void TheRootHasNoRegAndNoRanges()
    {
        DeviceTreeDocument tree = Body("reg = <1 2 3>; ranges;");
        Assert.False(tree.Root.TryReadReg(out _));
        Assert.False(tree.Root.TryReadRanges(out _));
    }

    [Theory]
    [InlineData("ranges;", "")]
    [InlineData("ranges = <0 1 0 16>, <0x20 2 1 3>;", "0=100000000+10 20=200000001+3")]
    [InlineData("ranges = <0 1 0>;", null)]
    [InlineData("", null)]
    public void RangesAreReadWithTheCountsOfBothSides(string ranges, string? expected)
    {
        DeviceTreeDocument tree = Body($"#address-cells = <2>; n {{ #address-cells = <1>; #size-cells = <1>; {ranges} }};");
        bool isRead = tree.FindByPath("/n")!.TryReadRanges(out ImmutableArray<RangeEntry> entries);
        Assert.Equal(expected is not null, isRead);
        Assert.Equal(
            expected ?? "",
            string.Join(' ', entries.Select(static entry => $"{entry.ChildAddress:x}={entry.ParentAddress:x}+{entry.Size:x}")));
    }

    [Theory]
    [InlineData("#address-cells = <1>; #size-cells = <1>; n { };", BusFault.NoProperty, 0)]
    [InlineData("#address-cells = <1>; #size-cells = <1>; n { reg = <1 2>; };", BusFault.None, 1)]
    [InlineData("#address-cells = <1>; #size-cells = <1>; n { reg = <1 2 3>; };", BusFault.Length, 1)]
    [InlineData("#address-cells = <1>; #size-cells = <1>; n { reg; };", BusFault.Length, 0)]
    [InlineData("#address-cells = <1 1>; #size-cells = <1>; n { reg = <1 2>; };", BusFault.UnusableCellCount, 0)]
    [InlineData("#address-cells = <5>; #size-cells = <1>; n { reg = <1 2 3 4 5 6>; };", BusFault.TooManyCells, 0)]
    [InlineData("#address-cells = <5>; #size-cells = <1>; n { reg = <1>; };", BusFault.Length, 0)]
    [InlineData("#address-cells = <1>; #size-cells = <3>; n { reg = <1 2 3 4>; };", BusFault.TooManyCells, 0)]
    public void AReadingSaysWhyItEndedAndKeepsTheEntriesBefore(string body, BusFault fault, int entries)
    {
        BusReading<RegEntry> reading = Body(body).FindByPath("/n")!.ReadReg();
        Assert.Equal((fault, entries), (reading.Fault, reading.Entries.Length));
    }

    [Fact]
    public void CountsAreNotInherited()
    {
        DeviceTreeDocument tree = Body("#address-cells = <1>; #size-cells = <0>; bus { n { reg = <1 2 3>; }; };");
        Assert.Equal(new RegEntry(0x1_00000002, 3), Assert.Single(tree.FindByPath("/bus/n")!.ReadReg().Entries));
    }

    [Fact]
    public void ARootHasNoBus()
    {
        DeviceTreeDocument tree = Body("reg = <1 2 3>; ranges;");
        Assert.Equal((BusFault.NoBus, BusFault.NoBus), (tree.Root.ReadReg().Fault, tree.Root.ReadRanges().Fault));
    }

    [Fact]
    public void ANumberOfTwoCellsIsRead()
    {
        PropertyValue value = Body("x = <1 2>;").Root.FindProperty("x")!.Value;
        Assert.True(value.TryReadU64(out ulong number));
        Assert.Equal(0x1_00000002u, number);
        Assert.Equal(value.Bytes, PropertyValue.FromU64(number).Bytes);
        Assert.False(PropertyValue.FromCells(1).TryReadU64(out _));
    }
}
