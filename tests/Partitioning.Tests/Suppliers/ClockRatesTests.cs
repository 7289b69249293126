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
    public void ThenWhatTheBoardShowsAndThenWhatTheTreeAssigns()
    {
        // Nothing sets what the tree assigns where the controller is frozen.
        AssertRates([400, 401], s_request, "HV2095");
        AssertRates([300, 401], s_request with { MeasuredClocks = [new("9000.serial", "bus", 401)] });
    }

    [Fact]
    public void WarnsWhereTheBoardAndItsTreeDisagree()
    {
        Diagnostic finding = Assert.Single(PartitionPlanner.Plan(s_request).Diagnostics);
        Assert.Equal(("HV2095", DiagnosticSeverity.Warning), (finding.Code, finding.Severity));
        Assert.StartsWith(
            "The clock 'ccu 1 16' runs at 400 Hz on the board (BoardClocks), and the board's tree assigns 300 Hz to it ",
            finding.Message,
            StringComparison.Ordinal);
        Assert.Contains("<ClockRate Include=\"ccu 1 16\" Frequency=\"400\" />", finding.Message, StringComparison.Ordinal);

        // A divider that rounds agrees, and the project has the last word.
        AssertRates([302, 500], s_request with { MeasuredClocks = [new("9000.serial", "baud", 302)] });
        AssertRates([300, 401], s_request with { ClockRates = [new("ccu 1 0x10", 300, SourceSpan.None)] });
    }

    [Fact]
    public void AClockHasTheRateThatAnotherDeviceShowsOfIt()
    {
        Board board = Source.BoardWith("""
            uart: serial@9000 { reg = <0x9000 0x1000>; clocks = <&ccu 1>; };
            timer: timer@8000 { reg = <0x8000 0x1000>; clocks = <&ccu 2>, <&ccu 1>; clock-names = "a", "b"; };
            ccu: clock-controller@a000 { reg = <0xa000 0x1000>; #clock-cells = <1>; };
            """);
        AssertRates([700], s_request with
        {
            Board = board,
            Guests = [Planning.Guest("uart")],
            MeasuredClocks = [new("8000.timer", "b", 700)],
        });
    }

    [Theory]
    [InlineData("codec", "7-0011")]
    [InlineData("flash", "spi3.1")]
    [InlineData("sound", "soc:sound")]
    [InlineData("port", "b000.bridge:port")]
    public void ADeviceOnABusIsFoundByTheNumberOfItsBus(string device, string name)
    {
        Board board = Source.BoardWith("""
            aliases { i2c7 = &i2c; spi3 = &spi; };
            soc { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>; ranges;
                i2c: i2c@8000 { reg = <0x8000 0x1000>; #address-cells = <1>; #size-cells = <0>;
                    codec: codec@11 { reg = <0x11>; clocks = <&ccu 1>; clock-names = "mclk"; }; };
                spi: spi@9000 { reg = <0x9000 0x1000>; #address-cells = <1>; #size-cells = <0>;
                    flash: flash@1 { reg = <1>; clocks = <&ccu 1>; clock-names = "mclk"; }; };
                sound: sound { clocks = <&ccu 1>; clock-names = "mclk"; };
                bridge: bridge@b000 { reg = <0xb000 0x1000>; port: port { clocks = <&ccu 1>; clock-names = "mclk"; }; };
                ccu: clock-controller@a000 { reg = <0xa000 0x1000>; #clock-cells = <1>; }; };
            """);
        AssertRates([12], s_request with
        {
            Board = board,
            Guests = [Planning.Guest(device)],
            MeasuredClocks = [new(name, "mclk", 12)],
        });
    }

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
        PartitionPlan plan = PartitionPlanner.Plan(
            s_request with { MeasuredClocks = [], ClockRates = [new(clock, 100, SourceSpan.None)] });
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
            "copy /sys/kernel/debug/clk/clk_summary and name the copy in a BoardClocks item. "
                + "Or write each clock's rate in hertz in the place of 24000000:\n"
                + "    <ClockRate Include=\"ccu 1\" Frequency=\"24000000\" /> <!-- 'a' of 'uart' -->\n"
                + "    <ClockRate Include=\"ccu 2\" Frequency=\"24000000\" /> <!-- 'b' of 'uart' -->",
            fault.Message,
            StringComparison.Ordinal);
        Assert.Equal(3, fault.Notes.Length);
    }

    [Fact]
    public void TheMessageSaysWhatTheFileOfTheBoardLacks()
    {
        Board board = Source.BoardWith("""
            uart: serial@9000 { reg = <0x9000 0x1000>; clocks = <&ccu 1>; clock-names = "baud"; };
            i2c: i2c@8000 { reg = <0x8000 0x1000>; #address-cells = <1>; #size-cells = <0>;
                codec: codec@11 { reg = <0x11>; clocks = <&ccu 2>; clock-names = "mclk"; }; };
            ccu: clock-controller@a000 { reg = <0xa000 0x1000>; #clock-cells = <1>; };
            """);
        Diagnostic fault = Assert.Single(PartitionPlanner.Plan(
            new PartitionRequest(board, [Planning.Guest("uart; i2c").With("ccu", DeviceAccess.Frozen)])
            {
                MeasuredClocks = [new("1-0011", "mclk", 12)],
            }).Diagnostics);
        Assert.DoesNotContain("copy /sys", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "BoardClocks does not have it. Write each clock's rate in hertz in the place of 24000000:\n"
                + "    <ClockRate Include=\"ccu 1\" Frequency=\"24000000\" /> "
                + "<!-- 'baud' of 'uart': not there by consumer 9000.serial and connection id baud -->\n"
                + "    <ClockRate Include=\"ccu 2\" Frequency=\"24000000\" /> "
                + "<!-- 'mclk' of 'codec': its bus has no number in aliases (i2c0), so its name on the board is not known -->",
            fault.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void TwoRatesOfOneClockAreRefused()
    {
        PartitionPlan plan = PartitionPlanner.Plan(s_request with
        {
            ClockRates =
            [
                new("ccu 1 16", 24, SourceSpan.None),
                new("uart baud", 48, SourceSpan.None),
                new("uart baud", 24, SourceSpan.None),
            ],
        });
        Diagnostic fault = Assert.Single(plan.Diagnostics);
        Assert.Equal(
            "HV2098: The clock of ClockRate 'uart baud' must have one rate, and has two: 24 Hz by 'ccu 1 16', and 48 Hz. "
                + "Remove one of the items.",
            $"{fault.Code}: {fault.Message}");
    }

    [Theory]
    [InlineData("ccu 1 99", "no device of the board uses this clock")]
    [InlineData("ccu 3 0", "no guest has a fixed clock in the place of this one")]
    public void WarnsOfARateThatNothingNeeds(string clock, string why)
    {
        Board board = Source.BoardWith("""
            uart: serial@9000 { reg = <0x9000 0x1000>; clocks = <&ccu 1 0>; };
            other: serial@8000 { reg = <0x8000 0x1000>; clocks = <&ccu 3 0>; };
            ccu: clock-controller@a000 { reg = <0xa000 0x1000>; #clock-cells = <2>; };
            """);
        PartitionRequest request = s_request with
        {
            Board = board,
            MeasuredClocks = [],
            ClockRates = [new("ccu 1 0", 24, SourceSpan.None), new(clock, 48, SourceSpan.None)],
        };
        Diagnostic finding = Assert.Single(PartitionPlanner.Plan(request).Diagnostics);
        Assert.Equal(("HV2097", DiagnosticSeverity.Warning), (finding.Code, finding.Severity));
        Assert.StartsWith($"The ClockRate of '{clock}' has no effect: ", finding.Message, StringComparison.Ordinal);
        Assert.Contains(why, finding.Message, StringComparison.Ordinal);

        // Where each guest has the board for itself, no rate has an effect, and none is too many.
        Assert.Equal(
            ["HV2099"],
            PartitionPlanner.Plan(request with { Policy = BareBoardPolicy.OneAtATime }).Diagnostics.Select(static found => found.Code));
    }

    private static void AssertRates(uint[] rates, PartitionRequest request, params string[] codes)
    {
        PartitionPlan plan = PartitionPlanner.Plan(request);
        Assert.Equal(codes, plan.Diagnostics.Select(static diagnostic => diagnostic.Code));
        Assert.Equal(
            rates.Select(static rate => (uint?)rate),
            plan.Guests[0].Leases.Where(static lease => lease.IsClock).Select(static lease => lease.ClockFrequency));
    }
}
