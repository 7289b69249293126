using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;

namespace Partition.Partitioning.Tests.Suppliers;

/// <summary>A Linux that has suppliers is told not to switch off what others run on.</summary>
public class SwitchedOffChecksTests
{
    private static readonly Board s_board = Source.BoardWith("""
        chosen { stdout-path = &console; };
        uart0: serial@8000 { reg = <0x8000 0x1000>; clocks = <&ccu 3>; };
        uart1: serial@9000 { reg = <0x9000 0x1000>; clocks = <&ccu 4>; resets = <&src 5>; power-domains = <&pmu 1>; };
        console: serial@c000 { reg = <0xc000 0x1000>; clocks = <&half>; };
        half: half { compatible = "fixed-factor-clock"; #clock-cells = <0>; clocks = <&ccu 9>; clock-div = <2>; clock-mult = <1>; };
        ccu: clock-controller@a000 { reg = <0xa000 0x1000>; #clock-cells = <1>; };
        src: reset-controller@b000 { reg = <0xb000 0x1000>; #reset-cells = <1>; };
        pmu: power-controller@d000 { reg = <0xd000 0x1000>; #power-domain-cells = <1>; };
        """);

    [Fact]
    public void TheOwnerOfWhatOthersDoWithoutKeepsItOn()
    {
        Assert.Equal(["HV2091"], Codes("", "ccu", "a"));
        Assert.Equal(["HV2091"], Codes("clk_ignore_unused_too", "ccu", "a"));
        Assert.Empty(Codes("quiet clk_ignore_unused", "ccu", "a"));
    }

    [Fact]
    public void OnlyWhatLinuxSwitchesOffIsNamed()
    {
        Diagnostic finding = Assert.Single(Plan("", Policy("ccu; src; pmu", "a"), "uart0", "uart1").Diagnostics);
        Assert.StartsWith(
            "Guest 'a' has 'ccu', 'pmu', and Linux switches off what none of its own devices uses there, also what "
                + "guest 'b', The hypervisor (its console) run on. ",
            finding.Message,
            StringComparison.Ordinal);
        Assert.EndsWith(" 'a': clk_ignore_unused pd_ignore_unused", finding.Message, StringComparison.Ordinal);
        Assert.Contains(
            "has 'pmu',",
            Assert.Single(Plan("clk_ignore_unused", Policy("ccu; src; pmu", "a"), "uart0", "uart1").Diagnostics).Message,
            StringComparison.Ordinal);
        Assert.Empty(Plan("", Policy("src", "a"), "; ", "uart1").Diagnostics.Where(static found => found.Code == "HV2091" && found
            .Message.Contains("'a' has", StringComparison.Ordinal)));
    }

    [Fact]
    public void EachGuestThatSharesASupplierKeepsItOnForTheOthers()
    {
        Diagnostic[] findings =
            [.. Plan("", Policy("ccu", "a") with { Others = DeviceAccess.Shared }, "uart0", "uart1").Diagnostics];
        Assert.Equal(["HV2091", "HV2091"], findings.Select(static finding => finding.Code));
        Assert.Contains("Guest 'a' has 'ccu'", findings[0].Message, StringComparison.Ordinal);
        Assert.Contains("also what guest 'b', The", findings[0].Message, StringComparison.Ordinal);
        Assert.Contains("Guest 'b' has 'ccu'", findings[1].Message, StringComparison.Ordinal);
        Assert.Contains("also what guest 'a', The", findings[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AGuestThatIsAloneWithAControllerKeepsTheConsoleOfTheHypervisorOn()
    {
        Diagnostic finding = Assert.Single(Plan("", null, "uart0").Diagnostics);
        Assert.Equal("HV2091", finding.Code);
        Assert.Contains("also what The hypervisor (its console) runs on. ", finding.Message, StringComparison.Ordinal);
        Assert.Empty(Plan("clk_ignore_unused", null, "uart0").Diagnostics);
        Assert.Empty(Plan("", Policy("ccu", ""), "uart0").Diagnostics);
    }

    [Fact]
    public void AGuestDoesNotHaveTheClockOfTheConsole()
    {
        Board board = Source.BoardWith("""
            chosen { stdout-path = &console; };
            uart0: serial@8000 { reg = <0x8000 0x1000>; clocks = <&ccu 3>; };
            uart1: serial@9000 { reg = <0x9000 0x1000>; clocks = <&ccu 4>; };
            console: serial@c000 { reg = <0xc000 0x1000>; clocks = <&ccu 3>; };
            ccu: clock-controller@a000 { reg = <0xa000 0x1000>; #clock-cells = <1>; };
            """);
        GuestRequest owner = Planning.Guest("uart0", "a") with { KernelArguments = "clk_ignore_unused" };
        var request = new PartitionRequest(board, [owner]) { Policy = new HypervisorPolicy() };
        Diagnostic finding = Assert.Single(PartitionPlanner.Plan(request).Diagnostics);
        Assert.Equal("HV2090", finding.Code);
        Assert.StartsWith("The hypervisor (its console) keeps what guest 'a' sets in 'ccu'", finding.Message, StringComparison.Ordinal);
        Assert.Contains("clocks 3 ('uart0', 'console')", finding.Message, StringComparison.Ordinal);
        Assert.Contains("<SupplierPolicy Include=\"ccu\" Others=\"Frozen\" />", finding.Message, StringComparison.Ordinal);
        Assert.Empty(PartitionPlanner.Plan(request with { SupplierPolicies = [Policy("ccu", "")] }).Diagnostics);

        // Where two guests reach the controller, the message does not propose to give it to the first.
        Diagnostic both = PartitionPlanner.Plan(request with { Guests = [owner, Planning.Guest("uart1", "b")] })
            .Diagnostics.Single(static found => found.Code == "HV2031");
        Assert.Contains(
            "Some of it devices of The hypervisor and of 'a' use, so give it to no guest, and let all keep what firmware has set there: "
                + "<SupplierPolicy Include=\"ccu\" Others=\"Frozen\" />",
            both.Message,
            StringComparison.Ordinal);
    }

    private static SupplierPolicyRequest Policy(string suppliers, string owner) =>
        new(suppliers, owner, DeviceAccess.Frozen, SourceSpan.None) { ClockFrequency = 24_000_000 };

    private static string[] Codes(string arguments, string suppliers, string owner) =>
        [.. Plan(arguments, Policy(suppliers, owner), "uart0", "uart1").Diagnostics
            .Where(static found => found.Code != "HV2031").Select(static found => found.Code)];

    private static PartitionPlan Plan(string arguments, SupplierPolicyRequest? policy, params string[] devices) => PartitionPlanner.Plan(
        new PartitionRequest(
            s_board,
            [.. devices.Select((list, i) => Planning.Guest(list, $"{(char)('a' + i)}") with { KernelArguments = i == 0 ? arguments : "" })])
        {
            Policy = new HypervisorPolicy(),
            SupplierPolicies = policy is null ? [] : [policy],
        });
}
