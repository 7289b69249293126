using System.Collections.Immutable;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Trees;

namespace Partition.Partitioning.Tests.Bindings;

/// <summary>A reference to a line of a connector needs what the connector leads to, in sources and blobs.</summary>
public sealed class SpecifierMapTests
{
    private const string Nodes = """
        gpio0: gpio@9000 { reg = <0x9000 0x1000>; gpio-controller; #gpio-cells = <2>; };
        gpio1: gpio@a000 { reg = <0xa000 0x1000>; gpio-controller; #gpio-cells = <3>; };
        socket: socket { #gpio-cells = <1>; gpio-map = <0 &conn 1 0>, <1 &conn 0 0>; };
        conn: connector { #gpio-cells = <2>; gpio-map = <0 0 &gpio0 3 0>, <1 0 &gpio1 7 8 0>; gpio-map-mask = <0xf 0>;
            gpio-map-pass-thru = <0 1>; };
        uart0: serial@b000 { reg = <0xb000 0x1000>; reset-gpios = <&conn 0 1>; };
        uart1: serial@c000 { reg = <0xc000 0x1000>; reset-gpios = <&socket 0>; };
        uart2: serial@d000 { reg = <0xd000 0x1000>; reset-gpios = <&conn 9 0>; };
        """;

    public static TheoryData<string, string> Needs => new()
    {
        { "/serial@b000", "/connector /gpio@9000" },
        { "/serial@c000", "/connector /gpio@a000 /socket" },
        { "/serial@d000", "/connector" },
    };

    [Theory]
    [MemberData(nameof(Needs))]
    public void TheEntryThatALineHitsIsFollowed(string device, string needs)
    {
        foreach (Board board in new[] { Source.BoardWith(Nodes), Blob() })
        {
            GuestPlan plan = board.PlanOne(device);
            Assert.Equal(needs, string.Join(' ', plan.KeptNodes.Select(static node => node.Path)
                .Where(static path => path.Contains("gpio", StringComparison.Ordinal) || path is "/connector" or "/socket").Order()));
        }
    }

    [Fact]
    public void TheMapKeepsOnlyWhatIsThereAndSourceAndBlobAgree()
    {
        DeviceTreeDocument slice = OperatingSystemTree.Cut(Blob().PlanOne("/serial@b000"));
        Assert.True(slice.FindByPath("/connector")!.FindProperty("gpio-map")!.Value.TryReadCells(out ImmutableArray<uint> cells));
        uint[] expected = [0, 0, slice.FindByPath("/gpio@9000")!.Phandle!.Value, 3, 0];
        Assert.Equal(expected, cells);
        Assert.Equal(
            DeviceTreeBlob.Write(slice), DeviceTreeBlob.Write(OperatingSystemTree.Cut(Source.BoardWith(Nodes).PlanOne("/serial@b000"))));
    }

    [Fact]
    public void ThePlanSaysWhichReferenceNeedsTheController()
    {
        Board board = Source.BoardWith(Nodes);
        Assert.Equal("uart1 → reset-gpios → gpio1", board.PlanOne("uart1").Devices.Single(
            static owned => owned.Device.Name == "gpio1").Because);
    }

    [Fact]
    public void AMapThatLeadsRoundInACircleEnds() => Assert.Equal(
        ["gic", "uart0"],
        Source.BoardWith("""
            a: a { #gpio-cells = <1>; gpio-map = <0 &b 0>; };
            b: b { #gpio-cells = <1>; gpio-map = <0 &a 0>; };
            uart0: serial@b000 { reg = <0xb000 0x1000>; reset-gpios = <&a 0>; };
            """).PlanOne("uart0").Names());

    private static Board Blob() =>
        Board.Read(DeviceTreeBlob.Read(DeviceTreeBlob.Write(Source.BoardWith(Nodes).Document)).Document!);
}
