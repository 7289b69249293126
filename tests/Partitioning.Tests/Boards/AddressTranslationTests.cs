using Partition.Partitioning.Boards;
using Partition.Partitioning.Tests.Support;

namespace Partition.Partitioning.Tests.Boards;

public class AddressTranslationTests
{
    private const string Cells = "#address-cells = <1>; #size-cells = <1>;";

    private static string[] Registers(string tree) =>
        [.. Source.Board(tree).Devices
            .Single(static device => device.Node.BaseName == "device").Registers
            .Select(static range => range.ToString())];

    [Fact]
    public void AnAddressBelowTheRootIsTheCpusOwn() => Assert.Equal(["[0x00009000..0x0000a000)", "[0x0000c000..0x0000c004)"], Registers("""
        /dts-v1/; / { #address-cells = <1>; #size-cells = <1>; device@9000 { reg = <0x9000 0x1000>, <0xc000 4>; }; };
        """));

    [Fact]
    public void EachBusOnTheWayMovesTheAddress() => Assert.Equal(["[0x40029000..0x4002a000)"], Registers("""
        /dts-v1/; / { #address-cells = <1>; #size-cells = <1>;
            bus@40000000 { #address-cells = <1>; #size-cells = <1>; ranges = <0 0x40000000 0x100000>;
                bus@20000 { #address-cells = <1>; #size-cells = <1>; ranges = <0 0x20000 0x10000>;
                    device@9000 { reg = <0x9000 0x1000>; }; }; }; };
        """));

    [Fact]
    public void EmptyRangesLeaveTheAddressAsItIs() => Assert.Equal(["[0x00009000..0x0000a000)"], Registers("""
        /dts-v1/; / { #address-cells = <1>; #size-cells = <1>;
            bus { #address-cells = <1>; #size-cells = <1>; ranges; device@9000 { reg = <0x9000 0x1000>; }; }; };
        """));

    [Fact]
    public void WithoutRangesTheCpuReachesNothingBelow() => Assert.Empty(Registers("""
        /dts-v1/; / { #address-cells = <1>; #size-cells = <1>;
            i2c@1000 { reg = <0x1000 0x1000>; #address-cells = <1>; #size-cells = <1>; device@39 { reg = <0x39 1>; }; }; };
        """));

    [Fact]
    public void ABusMayBeginElsewhereThanAtZero() => Assert.Equal(["[0x10029000..0x1002a000)"], Registers($$"""
        /dts-v1/; / { #address-cells = <1>; #size-cells = <1>;
            bus { {{Cells}} ranges = <0x20000 0x10020000 0x10000>; device@29000 { reg = <0x29000 0x1000>; }; }; };
        """));

    [Fact]
    public void EachSideOfABusCountsItsOwnCells() => Assert.Equal(["[0x120009000..0x12000a000)"], Registers($$"""
        /dts-v1/; / { #address-cells = <2>; #size-cells = <2>;
            bus { {{Cells}} ranges = <0 0x1 0x20000000 0x10000>; device@9000 { reg = <0x9000 0x1000>; }; }; };
        """));

    [Fact]
    public void AChipSelectIsPartOfTheChildsAddress() => Assert.Equal(["[0x44001000..0x44002000)"], Registers("""
        /dts-v1/; / { #address-cells = <1>; #size-cells = <1>;
            bus { #address-cells = <2>; #size-cells = <1>; ranges = <0 0 0x40000000 0x4000000>, <1 0 0x44000000 0x4000000>;
                device@1,1000 { reg = <1 0x1000 0x1000>; }; }; };
        """));

    [Fact]
    public void TwoAddressCellsAndOneSizeCellAreTheDefault() => Assert.Equal(["[0x100009000..0x10000a000)"], Registers("""
        /dts-v1/; / { device@100009000 { reg = <1 0x9000 0x1000>; }; };
        """));

    [Fact]
    public void AnAddressThatNoEntryOfTheRangesCoversIsNotReached() => Assert.Equal(
        ["[0x4000ff00..0x40010100)", "[0x4000ff00..0x40010000)"],
        Registers("""
            /dts-v1/; / { #address-cells = <1>; #size-cells = <1>;
                bus { #address-cells = <1>; #size-cells = <1>; ranges = <0 0x40000000 0x10000>;
                    device@10000 { reg = <0x10000 0x1000>, <0xff00 0x200>, <0xff00 0x100>; }; }; };
            """));

    [Theory]
    [InlineData("reg = <0x9000>;")]
    [InlineData("reg = <0x9000 0>;")]
    [InlineData("reg = [00 01 02];")]
    [InlineData("reg;")]
    [InlineData("")]
    public void ARegThatGivesNoRangeGivesNone(string reg) => Assert.Empty(Registers($$"""
        /dts-v1/; / { #address-cells = <1>; #size-cells = <1>; device@9000 { {{reg}} }; };
        """));

    [Fact]
    public void ASizeThatRunsRoundTheAddressSpaceIsNotCoveredByABus() => Assert.Empty(Registers("""
        /dts-v1/; / { #address-cells = <2>; #size-cells = <2>;
            bus { #address-cells = <2>; #size-cells = <2>; ranges = <0 0 0 0x40000000 0 0x10000>;
                device@1000 { reg = <0 0x1000 0xffffffff 0xffffff00>; }; }; };
        """));
}
