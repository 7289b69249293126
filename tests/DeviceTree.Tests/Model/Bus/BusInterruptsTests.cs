using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.DeviceTree.Tests.Assertions;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Model.Bus;

/// <summary>Devicetree Specification v0.4, section 2.4.</summary>
public class BusInterruptsTests
{
    private const string Providers = """
        gic: gic { #interrupt-cells = <2>; interrupt-controller; };
        pic: pic { #interrupt-cells = <1>; };
        none: none { };
        """;

    private static DeviceTreeNode Node(string body) => Body($"{Providers} n {{ {body} }};").FindByPath("/n")!;

    [Theory]
    [InlineData("interrupt-parent = <&gic>; interrupts = <1 2>, <3 4>;", "gic(1 2) gic(3 4)")]
    [InlineData("interrupt-parent = <&gic>; interrupts = <1 2>; interrupts-extended = <&pic 7>, <&gic 1 2>;", "pic(7) gic(1 2)")]
    [InlineData("interrupt-parent = <&gic>; interrupts = <1>;", null)]
    [InlineData("interrupt-parent = <99>; interrupts = <1 2>;", null)]
    [InlineData("interrupts = <1 2>;", null)]
    [InlineData("", null)]
    public void InterruptsGoToTheirParent(string body, string? expected)
    {
        Assert.Equal(expected is not null, Node(body).TryReadInterrupts(out ImmutableArray<NodeSpecifier> interrupts));
        Assert.Equal(expected ?? "", string.Join(
            ' ', interrupts.Select(static entry => $"{entry.Provider.Name}({string.Join(' ', entry.Cells)})")));
    }

    [Theory]
    [InlineData("interrupts = <1 2 3>; interrupt-parent = <&gic>;", BusFault.Length, 1)]
    [InlineData("interrupts = <1 2>; interrupt-parent = <&none>;", BusFault.NoCellCount, 0)]
    [InlineData("interrupts = <1 2>; interrupt-parent = <99>;", BusFault.UnknownPhandle, 0)]
    [InlineData("interrupts = <1 2>;", BusFault.NoInterruptParent, 0)]
    [InlineData("interrupts-extended = <&gic 1 2>, <&gic 1>;", BusFault.CellsMissing, 1)]
    [InlineData("interrupts-extended = <&gic 1>; interrupts = <1 2>; interrupt-parent = <&gic>;", BusFault.CellsMissing, 0)]
    [InlineData("", BusFault.NoProperty, 0)]
    public void AReadingSaysWhyItEnded(string body, BusFault fault, int entries)
    {
        DeviceTreeDocument tree = Body($"{Providers} n {{ {body} }};");
        BusReading<NodeSpecifier> reading = tree.FindByPath("/n")!.ReadInterrupts(new(tree));
        Assert.Equal((fault, entries), (reading.Fault, reading.Entries.Length));
    }

    [Theory]
    [InlineData("interrupt-parent = <&gic>; bus { n { }; };", "/gic", "/", BusFault.None)]
    [InlineData("interrupt-parent = <&gic>; bus { interrupt-parent = <&pic>; n { }; };", "/pic", "/bus", BusFault.NotInterruptProvider)]
    [InlineData("bus { interrupt-controller; n { }; };", "/bus", null, BusFault.None)]
    [InlineData("bus { interrupt-map; n { }; };", "/bus", null, BusFault.None)]
    [InlineData("interrupt-parent = <&gic>; bus { #interrupt-cells = <1>; n { }; };", "/gic", "/", BusFault.None)]
    [InlineData("interrupt-parent = <&gic>; bus { interrupt-controller; interrupt-parent = <&pic>; n { }; };", "/bus", null, BusFault.None)]
    [InlineData("interrupt-parent = <&gic>; bus { n { interrupt-controller; }; };", "/gic", "/", BusFault.None)]
    [InlineData("bus { loop: n { interrupt-parent = <&loop>; }; };", "/bus/n", "/bus/n", BusFault.NotInterruptProvider)]
    [InlineData("interrupt-parent = <&gic>; bus { interrupt-parent = <1 2>; n { }; };", null, "/bus", BusFault.InvalidPhandle)]
    [InlineData("interrupt-parent = <&gic>; bus { interrupt-parent = <0>; n { }; };", null, "/bus", BusFault.InvalidPhandle)]
    [InlineData("interrupt-parent = <&gic>; bus { interrupt-parent = <99>; n { }; };", null, "/bus", BusFault.UnknownPhandle)]
    [InlineData("bus { n { }; };", null, null, BusFault.NoInterruptParent)]
    public void TheInterruptParentIsNamedOrTheNearestProviderAbove(string body, string? expected, string? declaredBy, BusFault fault)
    {
        DeviceTreeDocument tree = Body(body + Providers);
        InterruptParent parent = tree.FindByPath("/bus/n")!.ReadInterruptParent(new(tree));
        Assert.Equal((expected, declaredBy, fault), (parent.Node?.Path, parent.DeclaredBy?.Path, parent.Fault));
    }
}
