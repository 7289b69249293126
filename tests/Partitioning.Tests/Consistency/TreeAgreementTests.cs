using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Trees;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Tests.Consistency;

public class TreeAgreementTests
{
    private const string Serials = """
        bus { #address-cells = <1>; #size-cells = <1>; ranges;
            uart0: serial@9000 { compatible = "arm,pl011"; reg = <0x9000 0x1000>; interrupts = <0 5 4>; };
            uart3: serial@c000 { compatible = "arm,pl011"; reg = <0xc000 0x1000>; interrupts = <0 8 4>; };
        };
        """;

    private static readonly GuestRequest s_guest = Planning.Guest("*; !uart3") with { Memory = ByteSize.FromMebibytes(256) };

    private static ImmutableArray<Diagnostic> Compare(string ownTree, GuestRequest? guest = null)
    {
        GuestPlan plan = Source.BoardWith(Serials).PlanOne(guest ?? s_guest);
        return TreeAgreement.Compare("guest0", TestTrees.Compile(ownTree), TreeAgreement.RegionsOf(plan));
    }

    private static string[] Faults(string nodes) => Compare(Source.TextWith(nodes)).Messages();

    [Fact]
    public void ASliceAgreesWithItsPlan()
    {
        GuestPlan plan = SampleBoard.Read().PlanOne("*; !uart3");
        Assert.Empty(TreeAgreement.Compare(plan.Name, OperatingSystemTree.Cut(plan), TreeAgreement.RegionsOf(plan)));
    }

    [Fact]
    public void ADeviceThatTheGuestIsNotGivenIsReportedAtItsNode()
    {
        Diagnostic fault = Compare(Source.TextWith(Serials)).Single();
        Assert.Equal(
            "HV2050: The tree of guest 'guest0' describes 'uart3' (/bus/serial@c000) at [0x0000c000..0x0000d000), "
            + "and the guest is given nothing there: "
            + "its first access would fault. Take the node out of the tree, or add the device to Devices of 'guest0'.",
            $"{fault.Code}: {fault.Message}");
        Assert.Equal(DiagnosticSeverity.Error, fault.Severity);
        string[] lines = Source.TextWith(Serials).Split('\n');
        Assert.Contains("uart3:", lines[fault.Span.StartLine - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void ADisabledDeviceIsNotUsedSoItNeedsNothing() =>
        Assert.Empty(Compare(Source.TextWith(Serials, "&uart3 { status = \"disabled\"; };")));

    [Fact]
    public void AWrongInterruptIsReportedWithWhatIsThere() => Assert.Equal(
        ["HV2051: The tree of guest 'guest0' gives 'uart0' (/bus/serial@9000) interrupt 38, "
            + "and what the guest is given at [0x00009000..0x0000a000) ('uart0') "
            + "raises 37. Use the same interrupt in both."],
        Compare(Source.TextWith(Serials, "&uart0 { interrupts = <0 6 4>; }; /delete-node/ &uart3;")).Messages());

    [Fact]
    public void AnInterruptOfADeviceThatRaisesNoneIsReported()
    {
        var region = new GuestRegion("uart0", new(0x9000, 0x1000), [], GuestRegionKind.Device);
        Assert.Equal(["HV2051: The tree of guest 'guest0' gives 'uart0' (/bus/serial@9000) interrupt 37, and what the guest is given at "
            + "[0x00009000..0x0000a000) ('uart0') raises none. Use the same interrupt in both."], Against(region));
    }

    [Theory]
    [InlineData(GuestRegionKind.Stub)]
    [InlineData(GuestRegionKind.Platform)]
    public void WhereNoInterruptsAreKnownNoneAreCompared(Enum kind) =>
        Assert.Empty(Against(new GuestRegion("uart0", new(0x9000, 0x1000), [], (GuestRegionKind)kind)));

    /// <summary>Compares a tree with uart0 alone with one region, beside RAM and the interrupt controller.</summary>
    private static string[] Against(params GuestRegion[] regions) => TreeAgreement.Compare(
        "guest0",
        TestTrees.Compile(Source.TextWith(Serials, "/delete-node/ &uart3;")),
        [
            new("memory", new(0x80000000, 0x10000000), [], GuestRegionKind.Memory),
            new("gic", new(0x1000, 0x1000), [], GuestRegionKind.Platform),
            .. regions,
        ]).Messages();

    [Fact]
    public void RegionsSideBySideBackADeviceTogether()
    {
        GuestRegion low = new("low", new(0x9000, 0x800), [], GuestRegionKind.Stub);
        GuestRegion high = new("high", new(0x9800, 0x800), [], GuestRegionKind.Stub);
        Assert.Empty(Against(high, low));
        Assert.Equal("HV2050", Assert.Single(Against(low))[..6]);
        Assert.Equal("HV2050", Assert.Single(Against(low, high with { Range = new(0x9801, 0x7ff) }))[..6]);
        Assert.Equal("HV2050", Assert.Single(Against(high))[..6]);
    }

    [Fact]
    public void MoreRamThanTheGuestHasIsReported()
    {
        Diagnostic fault = Compare(
            Source.TextWith(Serials, "/delete-node/ &uart3;"),
            s_guest with { Memory = ByteSize.FromMebibytes(128) }).Single();
        Assert.Equal(
            "HV2052: The tree of guest 'guest0' describes RAM at [0x80000000..0x90000000), and the guest is not given all of it. "
            + "Make the memory node and Memory of 'guest0' agree.",
            $"{fault.Code}: {fault.Message}");
        Assert.Contains("memory@80000000", Source.TextWith("").Split('\n')[fault.Span.StartLine - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void RamIsNotBackedByADevice() => Assert.Equal(["HV2052"], TreeAgreement.Compare(
        "guest0",
        TestTrees.Compile("/dts-v1/; / { #address-cells = <1>; #size-cells = <1>; memory { reg = <0x9000 0x1000>; }; };"),
        [new("rtc", new(0x9000, 0x1000), [], GuestRegionKind.Stub)]).Select(static fault => fault.Code));

    [Fact]
    public void WhatTheTreeDoesNotDescribeIsWorthKnowing()
    {
        Diagnostic fault = Compare(Source.TextWith("")).Single();
        Assert.Equal(DiagnosticSeverity.Information, fault.Severity);
        Assert.Equal(
            "HV2053: Guest 'guest0' is given 'uart0' at [0x00009000..0x0000a000), and its tree does not describe it; "
            + "its operating system will not use it.",
            $"{fault.Code}: {fault.Message}");
    }

    [Fact]
    public void ADeviceThatTheTreeDisablesIsDescribed() =>
        Assert.Empty(Compare(Source.TextWith(Serials, "&uart0 { status = \"disabled\"; }; /delete-node/ &uart3;")));

    [Fact]
    public void OnlyDevicesAreMissedInATree() => Assert.DoesNotContain(TreeAgreement.Compare(
        "guest0",
        TestTrees.Compile(Source.TextWith("")),
        [
            new("memory", new(0x80000000, 0x10000000), [], GuestRegionKind.Memory),
            new("sram", new(0x48000000, 0x1000), [], GuestRegionKind.Memory),
            new("gic", new(0x1000, 0x1000), [], GuestRegionKind.Platform),
            new("nothing", new(0x5000, 0x1000), [], GuestRegionKind.Stub),
        ]), static fault => fault.Code == "HV2053");

    [Fact]
    public void APartOfTheProcessorNeedsItsAddresses() => Assert.Equal(
        ["HV2050"],
        TreeAgreement
            .Compare(
                "guest0",
                TestTrees.Compile(Source.TextWith("")),
                [new("memory", new(0x80000000, 0x10000000), [], GuestRegionKind.Memory)])
            .Select(static fault => fault.Code));

    [Fact]
    public void AllDifferencesAreReportedTogether() => Assert.Equal(["HV2050", "HV2051", "HV2050"],
        Faults("""
            uart0: serial@9000 { reg = <0x9000 0x1000>, <0xa000 0x1000>; interrupts = <0 6 4>; };
            rtc: rtc@b000 { reg = <0xb000 0x1000>; };
            """).Select(static message => message[..6]));
}
