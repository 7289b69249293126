using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Tests.Assertions;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Model;

public class DeviceTreeNodeProvidersTests
{
    private const string Providers = """
        a: a { #clock-cells = <1>; };
        b: b { #clock-cells = <0>; };
        none: none { };
        gic: gic { #interrupt-cells = <2>; #clock-cells = <2>; interrupt-controller; };
        pic: pic { #interrupt-cells = <1>; };
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
        Assert.Equal(expected is not null, Node($"clocks = {value};").TryReadSpecifiers("clocks", "#clock-cells", out ImmutableArray<NodeSpecifier?> clocks));
        Assert.Equal(expected ?? "", string.Join(' ', clocks.Select(static clock => clock is null ? "-" : $"{clock.Provider.Name}({string.Join(' ', clock.Cells)})")));
    }

    [Fact]
    public void PhandlesNameNodes()
    {
        DeviceTreeNode node = Node("one = <&a>; two = <&a &b>; wrong = <&a 99>;");
        Assert.True(node.TryReadPhandle("one", out DeviceTreeNode? one));
        Assert.Equal("/a", one.Path);
        Assert.True(node.TryReadPhandles("two", out ImmutableArray<DeviceTreeNode> two));
        Assert.Equal(["/a", "/b"], two.Select(static target => target.Path));
        Assert.False(node.TryReadPhandle("two", out _));
        Assert.False(node.TryReadPhandles("wrong", out _));
        Assert.False(node.TryReadPhandles("missing", out _));
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
        Assert.Equal(expected ?? "", string.Join(' ', interrupts.Select(static entry => $"{entry.Provider.Name}({string.Join(' ', entry.Cells)})")));
    }

    [Theory]
    [InlineData("interrupt-parent = <&gic>; bus { n { }; };", "/gic")]
    [InlineData("interrupt-parent = <&gic>; bus { #interrupt-cells = <1>; n { }; };", "/bus")]
    [InlineData("interrupt-parent = <&gic>; bus { interrupt-parent = <&pic>; n { }; };", "/pic")]
    [InlineData("bus { interrupt-parent = <&loop>; loop: n { interrupt-parent = <&loop>; }; };", null)]
    public void TheInterruptParentIsInherited(string body, string? expected) =>
        Assert.Equal(expected, Body(body + Providers).FindByPath("/bus/n")!.FindInterruptParent()?.Path);
}
