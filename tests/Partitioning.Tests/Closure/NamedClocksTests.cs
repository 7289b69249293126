using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;

namespace Partition.Partitioning.Tests.Closure;

/// <summary>A clock controller gets the fixed clocks that its driver finds by name.</summary>
public sealed class NamedClocksTests
{
    private const string Nodes = """
        xin24m: xin24m { compatible = "fixed-clock"; #clock-cells = <0>; clock-frequency = <24000000>; };
        xin32k: xin32k { compatible = "fixed-clock"; #clock-cells = <0>; clock-frequency = <32768>; };
        off: xin50m { compatible = "fixed-clock"; #clock-cells = <0>; clock-frequency = <50000000>; status = "disabled"; };
        tsadc: adc@8000 { reg = <0x8000 0x1000>; clocks = <&xin24m>; };
        uart0: serial@9000 { reg = <0x9000 0x1000>; clocks = <&cru 5>; };
        """;

    [Theory]
    [InlineData("", "uart0", "/xin24m /xin32k")]
    [InlineData("clocks = <&xin24m>;", "uart0", "/xin24m /xin32k")] // Nothing refers to xin32k, so it can only be found by name.
    [InlineData("clocks = <&xin32k>;", "uart0", "/xin32k")]
    [InlineData("", "uart0; !xin32k", "/xin24m")]
    [InlineData("", "tsadc", "/xin24m")]
    public void AControllerTakesFixedClocksByName(string clocks, string devices, string expected) =>
        Assert.Equal(expected, string.Join(' ', FixedClocksOf(Read(clocks).PlanOne(devices))));

    [Fact]
    public void ThePlanSaysWhyTheClockIsThere()
    {
        Board board = Read("");
        GuestPlan plan = board.PlanOne("uart0");
        Assert.Equal(
            "uart0 → clocks → cru → clocks by name → xin24m",
            NeedStep.Describe(board, plan.WhyKept(board.Document.FindByLabel("xin24m")!)));
    }

    [Fact]
    public void AFrozenControllerTakesNone()
    {
        GuestRequest guest = Planning.Guest("uart0").With("cru", DeviceAccess.Frozen);
        guest = guest with { Refinements = [guest.Refinements[0] with { ClockFrequency = 24_000_000 }] };

        Assert.Empty(FixedClocksOf(Read("").PlanOne(guest)));
    }

    [Fact]
    public void ADeviceThatIsNotAControllerTakesNone() => Assert.Equal(
        "/xin24m",
        string.Join(' ', FixedClocksOf(Source.BoardWith(Nodes.Replace("&cru 5", "&xin24m", StringComparison.Ordinal)).PlanOne("uart0"))));

    private static IEnumerable<string> FixedClocksOf(GuestPlan plan) => plan.KeptNodes
        .Where(static node => node.Name.StartsWith("xin", StringComparison.Ordinal)).Select(static node => node.Path).Order();

    private static Board Read(string clocks) => Source.BoardWith(
        Nodes + $"cru: clock-controller@a000 {{ compatible = \"acme,cru\"; reg = <0xa000 0x1000>; #clock-cells = <1>; {clocks} }};");
}
