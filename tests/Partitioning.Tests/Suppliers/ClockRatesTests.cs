using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;

namespace Partition.Partitioning.Tests.Suppliers;

/// <summary>Where the rate of a fixed clock comes from: the surest source that knows it.</summary>
public class ClockRatesTests
{
    private static readonly Board s_board = Source.BoardWith("""
        uart: serial@9000 { reg = <0x9000 0x1000>; clocks = <&ccu 1 0x10>, <&ccu 2 0>; clock-names = "baud", "bus";
            assigned-clocks = <&ccu 1 0x10>, <&ccu 2 0>; assigned-clock-rates = <300>, <0>; };
        ccu: clock-controller@a000 { reg = <0xa000 0x1000>; #clock-cells = <2>; clock-frequency = <600>; };
        """);

    private static readonly PartitionRequest s_request = new(s_board, [Planning.Guest("uart")])
    {
        SupplierPolicies = [new("ccu", "", DeviceAccess.Frozen, SourceSpan.None) { ClockFrequency = 500 }],
        MeasuredClocks = [new("9000.serial", "baud", 400), new("9000.serial", "bus", 401), new("8000.serial", "bus", 402)],
    };

    [Fact]
    public void WhatIsSaidOfTheClockCountsMost() => AssertRates(
        [100, 200],
        s_request with { ClockRates = [new("ccu 1 0x10", 100, SourceSpan.None), new("uart  bus", 200, SourceSpan.None)] });

    [Fact]
    public void ThenWhatTheTreeAssignsAndThenWhatTheBoardShows() => AssertRates([300, 401], s_request);

    [Fact]
    public void ThenWhatIsSaidOfTheSupplierAndThenItsOwnNode()
    {
        AssertRates([300, 500], s_request with { MeasuredClocks = [] });
        AssertRates(
            [300, 600],
            s_request with { MeasuredClocks = [], SupplierPolicies = [s_request.SupplierPolicies[0] with { ClockFrequency = null }] });
    }

    [Theory]
    [InlineData("uart fast", "'/serial@9000' calls its clocks baud, bus")]
    [InlineData("ccu 1", "'/clock-controller@a000' names its clocks by 2 numbers")]
    [InlineData("ccu 1 x", "'/clock-controller@a000' names its clocks by 2 numbers")]
    [InlineData("uart", "'/serial@9000' calls its clocks baud, bus")]
    [InlineData("", "nothing on the board matches it")]
    public void AClockThatTheBoardDoesNotHaveIsRefused(string clock, string why)
    {
        PartitionPlan plan = PartitionPlanner.Plan(s_request with { ClockRates = [new(clock, 100, SourceSpan.None)] });
        Diagnostic fault = Assert.Single(plan.Diagnostics);
        Assert.Equal("HV2028", fault.Code);
        Assert.Contains($"is not a clock of the board: {why}. ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AllClocksWithoutARateAreNamedAtOnce()
    {
        Board board = Source.BoardWith("""
            uart: serial@9000 { reg = <0x9000 0x1000>; clocks = <&ccu 1>, <&ccu 2>, <&ccu 1>; clock-names = "a", "b", "c"; };
            ccu: clock-controller@a000 { reg = <0xa000 0x1000>; #clock-cells = <1>; };
            """);
        Diagnostic fault = Assert.Single(board.Plan(Planning.Guest("uart").With("ccu", DeviceAccess.Frozen)).Diagnostics);
        Assert.Equal("HV2022", fault.Code);
        Assert.Contains("the rates of 2 are not known", fault.Message, StringComparison.Ordinal);
        Assert.Contains(
            "<ClockRate Include=\"ccu 1\" Frequency=\"24000000\" /> ('a' of 'uart'), "
                + "<ClockRate Include=\"ccu 2\" Frequency=\"24000000\" /> ('b' of 'uart'). ",
            fault.Message,
            StringComparison.Ordinal);
        Assert.Equal(3, fault.Notes.Length);
    }

    private static void AssertRates(uint[] rates, PartitionRequest request)
    {
        PartitionPlan plan = PartitionPlanner.Plan(request);
        Assert.Empty(plan.Diagnostics);
        Assert.Equal(
            rates.Select(static rate => (uint?)rate),
            plan.Guests[0].Leases.Where(static lease => lease.IsClock).Select(static lease => lease.ClockFrequency));
    }
}
