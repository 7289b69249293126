using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Trees;

namespace Partition.Partitioning.Tests.Suppliers;

/// <summary>One line for a supplier of the board says who has it, and how all others do without.</summary>
public class SupplierPolicyTests
{
    private static readonly Board s_board = Source.BoardWith("""
        uart0: serial@8000 { reg = <0x8000 0x1000>; clocks = <&ccu 3>; };
        uart1: serial@9000 { reg = <0x9000 0x1000>; clocks = <&ccu 4>; resets = <&ccu 5>; };
        uart2: serial@b000 { reg = <0xb000 0x1000>; clocks = <&ccu 4>; };
        ccu: clock-controller@a000 { reg = <0xa000 0x1000>; #clock-cells = <1>; #reset-cells = <1>; };
        """);

    [Fact]
    public void OneLineSettlesASupplierForAllGuests()
    {
        PartitionPlan plan = Plan(Policy("ccu", "b"), "uart0", "uart1", "uart2");

        Assert.Equal(["HV2090"], CodesOf(plan)); // The third uses the clock of the second.
        Assert.Equal(["Frozen", "Passthrough", "Frozen"], AccessOf(plan, "ccu"));
        Assert.Equal([1, 0, 1], plan.Guests.Select(static guest => guest.Leases.Length));
    }

    [Fact]
    public void WithoutAnOwnerAllKeepWhatTheFirmwareHasSet()
    {
        PartitionPlan plan = Plan(Policy("ccu", ""), "uart0", "uart1", "uart2");

        Assert.Empty(CodesOf(plan));
        Assert.Equal(["Frozen", "Frozen", "Frozen"], AccessOf(plan, "ccu"));
        DeviceTreeNode uart = OperatingSystemTree.Cut(plan.Guests[1]).FindByPath("/serial@9000")!;
        Assert.Equal(["reg", "clocks"], uart.Properties.Select(static property => property.Name));
    }

    [Fact]
    public void AnOwnerHasTheSupplierWithoutNeedingIt() =>
        Assert.Equal(["Passthrough", "Frozen"], AccessOf(Plan(Policy("ccu", "A"), ";", "uart1"), "ccu"));

    [Fact]
    public void SharedIsForTheOwnerToo()
    {
        PartitionPlan plan = Plan(Policy("ccu", "a") with { Others = DeviceAccess.Shared }, "uart0", "uart1");

        Assert.Empty(CodesOf(plan));
        Assert.Equal(["Shared", "Shared"], AccessOf(plan, "ccu"));
    }

    [Fact]
    public void WhatIsSaidOfOneGuestGoesBeforeWhatIsSaidOfAll()
    {
        var request = new PartitionRequest(
            s_board,
            [Planning.Guest("uart0", "a"), Planning.Guest("uart1", "b").With("ccu", DeviceAccess.Shared)])
        {
            SupplierPolicies = [Policy("ccu", "a")],
        };
        Assert.Equal(["Passthrough", "Shared"], AccessOf(PartitionPlanner.Plan(request), "ccu"));
    }

    [Theory]
    [InlineData("a", "Shared")]
    [InlineData("b", "Frozen")]
    [InlineData("", "Frozen")]
    public void TwoPoliciesOfOneSupplierDoNotContradictEachOther(string owner, string others)
    {
        var request = new PartitionRequest(s_board, [Planning.Guest("uart0", "a"), Planning.Guest("uart1", "b")])
        {
            SupplierPolicies = [Policy("ccu", "a"), Policy("ccu", owner) with { Others = Enum.Parse<DeviceAccess>(others) }],
        };
        Diagnostic fault = Assert.Single(
            PartitionPlanner.Plan(request).Diagnostics, static found => found.Severity == DiagnosticSeverity.Error);
        Assert.Equal("HV2096", fault.Code);
        Assert.StartsWith(
            "Two items contradict each other about 'ccu': a SupplierPolicy says Owner=\"a\" and Others=\"Frozen\"",
            fault.Message,
            StringComparison.Ordinal);
        Assert.Single(fault.Notes);
    }

    [Fact]
    public void APolicyMaySayTheSameTwice() => Assert.Empty(CodesOf(PartitionPlanner.Plan(
        new PartitionRequest(s_board, [Planning.Guest("uart0", "a"), Planning.Guest("uart1", "b")])
        {
            SupplierPolicies = [Policy("ccu", "a"), Policy("/clock-controller@a000", "A")],
        })));

    [Theory]
    [InlineData("a", "Frozen", true)]
    [InlineData("a", "Stub", true)]
    [InlineData("a", "Passthrough", false)]
    [InlineData("b", "Passthrough", true)]
    [InlineData("b", "Shared", false)]
    [InlineData("b", "Frozen", false)]
    public void AGuestIsNoExceptionAgainstTheOwner(string guest, string access, bool isContradiction)
    {
        GuestRequest[] guests = [Planning.Guest("uart0", "a"), Planning.Guest("uart1", "b")];
        var request = new PartitionRequest(
            s_board, [.. guests.Select(one => one.Name == guest ? one.With("ccu", Enum.Parse<DeviceAccess>(access)) : one)])
        {
            SupplierPolicies = [Policy("ccu", "a")],
        };
        Assert.Equal(isContradiction, CodesOf(PartitionPlanner.Plan(request)).Contains("HV2096"));
    }

    [Theory]
    [InlineData("uart0", "supplies none")]
    [InlineData("gic", "belongs to the CPU")]
    [InlineData("off", "is disabled in the board's tree")]
    [InlineData("/cpus", "is written anew")]
    public void APolicyIsForWhatSuppliesOthers(string supplier, string why)
    {
        Board board = Source.BoardWith("""
            uart0: serial@8000 { reg = <0x8000 0x1000>; clocks = <&ccu 3>; interrupts = <0 1 4>; };
            off: clock-controller@9000 { reg = <0x9000 0x1000>; #clock-cells = <1>; status = "disabled"; };
            ccu: clock-controller@a000 { reg = <0xa000 0x1000>; #clock-cells = <1>; };
            idle: clock-controller@b000 { reg = <0xb000 0x1000>; #clock-cells = <1>; };
            """);
        var request = new PartitionRequest(board, [Planning.Guest("uart0")]) { SupplierPolicies = [Policy($"ccu; idle; {supplier}", "")] };
        Diagnostic fault = Assert.Single(PartitionPlanner.Plan(request).Diagnostics);
        Assert.Equal("HV2089", fault.Code);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhereEachGuestHasTheBoardForItselfPoliciesHaveNoEffect()
    {
        PartitionPlan plan = PartitionPlanner.Plan(
            new PartitionRequest(s_board, [Planning.Guest("uart0", "a"), Planning.Guest("uart1", "b")])
            {
                Policy = BareBoardPolicy.OneAtATime,
                SupplierPolicies = [Policy("ccu", "a"), Policy("uart2", "a")],
            });
        Assert.Equal(["HV2089", "HV2099"], CodesOf(plan)); // What is wrong under any hypervisor stays wrong.
        Assert.Equal(["Passthrough", "Passthrough"], AccessOf(plan, "ccu"));
        Assert.All(plan.Guests, static guest => Assert.Empty(guest.Leases));
        Assert.DoesNotContain("uart2", plan.Guests[0].Names());
    }

    [Fact]
    public void AnOwnerThatIsNotAGuestIsTheOnlyFinding()
    {
        Board board = Source.BoardWith("""
            uart0: serial@8000 { reg = <0x8000 0x1000>; reset-gpios = <&gpio 1 0>; };
            gpio: gpio@a000 { reg = <0xa000 0x1000>; gpio-controller; #gpio-cells = <2>; };
            """);
        Assert.Equal(["HV2026"], CodesOf(PartitionPlanner.Plan(
            new PartitionRequest(board, [Planning.Guest("uart0", "guest0")]) { SupplierPolicies = [Policy("gpio", "guest")] })));
    }

    [Fact]
    public void AListOfEverythingDoesNotMeanThePartsOfAFrozenSupplier()
    {
        Board board = Source.BoardWith("""
            uart: serial@9000 { reg = <0x9000 0x1000>; pinctrl-names = "default"; pinctrl-0 = <&pins>; };
            pinctrl: pinctrl@a000 { reg = <0xa000 0x1000>; #address-cells = <1>; #size-cells = <1>; ranges;
                pins: uart-pins { pins = "a"; };
                bank: gpio@a800 { reg = <0xa800 0x100>; gpio-controller; #gpio-cells = <2>; }; };
            """);
        var request = new PartitionRequest(board, [Planning.Guest("*")]) { SupplierPolicies = [Policy("pinctrl", "")] };

        PartitionPlan plan = PartitionPlanner.Plan(request);
        Assert.Empty(plan.Diagnostics);
        Assert.Equal(["gic", "uart", "pinctrl"], plan.Guests[0].Names());

        PartitionPlan named = PartitionPlanner.Plan(request with { Guests = [Planning.Guest("*; bank")] });
        Assert.Equal(["HV2024"], CodesOf(named));
    }

    [Theory]
    [InlineData("uart0", "uart1", "Owner=\"a\" Others=\"Frozen\"")]
    [InlineData("uart1", "uart2", "Include=\"ccu\" Others=\"Frozen\"")]
    public void TheMessageProposesTheLineThatHelps(string first, string second, string line)
    {
        Diagnostic finding = Assert.Single(s_board.Plan(Planning.Guest(first, "a"), Planning.Guest(second, "b")).Diagnostics);
        Assert.Equal("HV2031", finding.Code);
        Assert.Contains(line, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsBelowASupplierIsProposedToBeShared()
    {
        Board board = Source.BoardWith("""
            scm: syscon@a000 { compatible = "acme,scm"; reg = <0xa000 0x2000>; #address-cells = <1>; #size-cells = <1>; ranges;
                a: timer@a100 { reg = <0xa100 0x10>; };
                b: timer@b100 { reg = <0xb100 0x10>; }; };
            """);
        Diagnostic finding = Assert.Single(
            board.Plan(Planning.Guest("a", "a"), Planning.Guest("b", "b")).Diagnostics, static diagnostic => diagnostic.Code == "HV2031");
        Assert.Contains("<SupplierPolicy Include=\"scm\" Owner=\"a\" Others=\"Shared\" />", finding.Message, StringComparison.Ordinal);
    }

    private static SupplierPolicyRequest Policy(string suppliers, string owner) =>
        new(suppliers, owner, DeviceAccess.Frozen, SourceSpan.None) { ClockFrequency = 24_000_000 };

    private static PartitionPlan Plan(SupplierPolicyRequest policy, params string[] devices) => PartitionPlanner.Plan(
        new PartitionRequest(s_board, [.. devices.Select(static (list, i) => Planning.Guest(list, $"{(char)('a' + i)}"))])
        {
            SupplierPolicies = [policy],
        });

    private static string[] CodesOf(PartitionPlan plan) => [.. plan.Diagnostics.Select(static diagnostic => diagnostic.Code)];

    private static IEnumerable<string> AccessOf(PartitionPlan plan, string device) => plan.Guests.Select(guest =>
        guest.Devices.Single(owned => owned.Device.Name == device).Resolved.ToString());
}
