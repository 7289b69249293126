using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.DeviceTree.Tests.Assertions;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Model.Bus;

public class BusSpecifiersTests
{
    private const string Providers = """
        a: a { #clock-cells = <1>; };
        b: b { #clock-cells = <0>; };
        none: none { };
        wrong: wrong { #clock-cells = <1 1>; };
        gic: gic { #clock-cells = <2>; };
        """;

    private static DeviceTreeNode Node(string body) => Body($"{Providers} n {{ {body} }};").FindByPath("/n")!;

    [Theory]
    [InlineData("<&a 1>, <&b>", "a(1) b()")]
    [InlineData("<0>, <&a 2>, <0xffffffff>", "- a(2) -")]
    [InlineData("<&gic 1 2 &b>", "gic(1 2) b()")]
    [InlineData("<>", "")]
    [InlineData("<&a>", null)]
    [InlineData("<&none>", null)]
    [InlineData("<77>", null)]
    [InlineData("[00]", null)]
    public void EachPhandleTakesTheCellsThatItsNodeAsksFor(string value, string? expected)
    {
        Assert.Equal(
            expected is not null,
            Node($"clocks = {value};").TryReadSpecifiers("clocks", "#clock-cells", out ImmutableArray<NodeSpecifier?> clocks));
        Assert.Equal(
            expected ?? "",
            string.Join(
                ' ',
                clocks.Select(static clock => clock is null ? "-" : $"{clock.Provider.Name}({string.Join(' ', clock.Cells)})")));
    }

    [Theory]
    [InlineData("<&a 1>, <&none>", null, BusFault.NoCellCount, 1)]
    [InlineData("<&a 1>, <&none>", 0u, BusFault.None, 2)]
    [InlineData("<&a 1>, <&wrong 1>", 0u, BusFault.UnusableCellCount, 1)]
    [InlineData("<&b>, <77>", null, BusFault.UnknownPhandle, 1)]
    [InlineData("<&b>, <&a>", null, BusFault.CellsMissing, 1)]
    [InlineData("[00]", null, BusFault.Length, 0)]
    public void AReadingSaysWhyItEnded(string value, uint? defaultCells, BusFault fault, int entries)
    {
        DeviceTreeDocument tree = Body($"{Providers} n {{ clocks = {value}; }};");
        BusReading<NodeSpecifier?> reading =
            tree.FindByPath("/n")!.FindProperty("clocks")!.Value.ReadSpecifiers("#clock-cells", new(tree), defaultCells);
        Assert.Equal((fault, entries), (reading.Fault, reading.Entries.Length));
    }

    [Fact]
    public void ANodeIsFoundByEitherSpellingOfItsPhandle()
    {
        DeviceTreeDocument tree = Tree("/dts-v1/; / { x = <&n>; n: n { }; };", new() { PhandleFormat = PhandleFormat.Legacy });
        Assert.Equal("/n", tree.FindByPhandle(1)!.Path);
        Assert.Equal(1u, tree.FindByPath("/n")!.Phandle);
        Assert.Null(tree.Root.Phandle);
        Assert.Null(tree.FindByPhandle(0));
    }

    [Fact]
    public void AnIndexAnswersAsTheDocumentDoes()
    {
        DeviceTreeDocument tree = Body($"{Providers} n {{ clocks = <&a 1 &b>; x {{ phandle = <1>; }}; }};");
        var index = new NodeIndex(tree);
        Assert.All(tree.Nodes, node =>
        {
            Assert.Same(tree.FindByReference(node.Path), index.FindByReference(node.Path));
            Assert.All(node.Labels, label => Assert.Same(tree.FindByLabel(label), index.FindByReference(label)));
        });
        Assert.All(Enumerable.Range(0, 5), phandle => Assert.Same(tree.FindByPhandle((uint)phandle), index.FindByPhandle((uint)phandle)));
        Assert.Null(index.FindByPhandle(uint.MaxValue));
    }
}
