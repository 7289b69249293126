using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Documents;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;
using Partition.Reporting;

namespace Partition.Partitioning.Tests.Suppliers;

/// <summary>The table of a plan says in short what each guest keeps as it is set, and what it loses.</summary>
public class FrozenSummaryTests
{
    private static readonly Board s_board = Source.BoardWith("""
        uart0: serial@8000 { reg = <0x8000 0x1000>; clocks = <&ccu 3>; };
        uart1: serial@9000 { reg = <0x9000 0x1000>; clocks = <&ccu 4>, <&ccu 5>; assigned-clocks = <&ccu 4>; resets = <&ccu 6>;
            pinctrl-names = "default", "sleep"; pinctrl-0 = <&pins>; pinctrl-1 = <&pins>; vcc-supply = <&ldo>; };
        ccu: clock-controller@a000 { reg = <0xa000 0x1000>; #clock-cells = <1>; #reset-cells = <1>; };
        pinctrl: pinctrl@b000 { reg = <0xb000 0x1000>; pins: uart1-pins { pins = "a"; }; };
        pmic: pmic@c000 { reg = <0xc000 0x1000>; ldo: ldo { regulator-name = "vcc"; }; };
        """);

    [Fact]
    public void EachKindIsOneList()
    {
        string table = Table("uart0", "uart1");
        Assert.Contains("""

            b has fixed clocks: ccu 4 at 48000000 Hz, ccu 5 at 24000000 Hz
            b has supplies that are always on: vcc-supply of uart1
            b keeps pins as the boot loader or their owner sets them: uart1 (pinctrl)
            b loses: resets of uart1

            """, table, StringComparison.Ordinal);
        Assert.Contains("frozen: not given; what is set there stays, see below", table, StringComparison.Ordinal);
        Assert.DoesNotContain("a has fixed", table, StringComparison.Ordinal);
    }

    [Fact]
    public void AGuestThatHasEverythingHasNoList() => Assert.DoesNotContain("fixed clocks", Table("uart1"), StringComparison.Ordinal);

    private static string Table(params string[] devices) => PlanTable.Write(PlanDocumentBuilder.Of(
        PartitionPlanner.Plan(new PartitionRequest(
            s_board, [.. devices.Select(static (list, i) => Planning.Guest(list, $"{(char)('a' + i)}"))])
        {
            SupplierPolicies =
            [
                new("ccu; pinctrl; pmic", "a", DeviceAccess.Frozen, SourceSpan.None) { ClockFrequency = 24_000_000 },
            ],
            ClockRates = [new("ccu 4", 48_000_000, SourceSpan.None)],
        }),
        []));
}
