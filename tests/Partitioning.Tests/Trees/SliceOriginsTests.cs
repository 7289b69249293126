using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Printing;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Trees;

namespace Partition.Partitioning.Tests.Trees;

public class SliceOriginsTests
{
    private const string Nodes = """
        uart1: serial@9000 { reg = <0x9000 0x1000>; clocks = <&clk 1>; };
        clk: clock-controller@a000 { reg = <0xa000 0x1000>; #clock-cells = <1>; };
        """;

    [Fact]
    public void EachNodeNamesItsLineAndTheNeedThatBroughtIt()
    {
        string text = Text(Source.BoardWith(Nodes).PlanOne("uart1"));
        Assert.Matches(@"/\* board\.dts\(\d+,\d+\) \*/\n\tuart1: serial@9000 \{", text);
        Assert.Matches(@"/\* needed by uart1 -> clocks -> clk; board\.dts\(\d+,\d+\) \*/\n\tclk: clock-controller@a000 \{", text);
    }

    [Fact]
    public void AStandInNamesWhatItStandsFor()
    {
        GuestRequest guest = Planning.Guest("uart1") with
        {
            Refinements = [new("clk", DeviceAccess.Stub, SourceSpan.None) { ClockFrequency = 24_000_000 }],
        };
        Assert.Matches(
            @"/\* stands for /clock-controller@a000; needed by uart1 -> clocks -> clk; board\.dts\(\d+,\d+\) \*/"
                + @"\n\tclk_1: clock-controller-1 \{",
            Text(Source.BoardWith(Nodes).PlanOne(guest)));
    }

    [Fact]
    public void OfABlobOnlyTheNeedsAreKnown()
    {
        DeviceTreeDocument blob = DeviceTreeBlob.Read(DeviceTreeBlob.Write(Source.BoardWith(Nodes).Document)).Document!;
        string text = Text(Board.Read(blob).PlanOne("/serial@9000"));
        Assert.Contains(
            "/* needed by /serial@9000 -> clocks -> /clock-controller@a000 */\n\tclock-controller@a000 {",
            text,
            StringComparison.Ordinal);
        Assert.Single(text.Split("/*"), static part => part.Contains("needed", StringComparison.Ordinal));
    }

    private static string Text(GuestPlan plan)
    {
        using var writer = new StringWriter();
        DeviceTreeText.Write(OperatingSystemTree.Cut(plan), writer, new() { Comment = SliceOrigins.Of(plan) });
        return writer.ToString();
    }
}
