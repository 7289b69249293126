using Partition.DeviceTree.Model;
using Partition.DeviceTree.Tests.Assertions;
using Partition.Diagnostics;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Resolution;

public class TreeResolverTests
{
    [Fact]
    public void AutomaticPhandlesLeaveOutExplicitOnes()
    {
        DeviceTreeDocument tree = Body("a = <&c &b>; b: b { phandle = <2>; z = <&d>; }; c: c { x = <&b &d>; d: d { }; };");
        Assert.Equal("0000000100000002", Hex(tree.Root.FindProperty("a")!.Value));
        Assert.Equal("00000003", Hex(tree.FindByLabel("d")!.FindProperty("phandle")!.Value));
        Assert.Equal(["x", "phandle"], tree.FindByLabel("c")!.Properties.Select(static property => property.Name));
    }

    [Fact]
    public void ANodeMayAskForItsOwnPhandle() =>
        Assert.Equal("00000001", Hex(Body("a { phandle = <&{/a}>; };").FindByPath("/a")!.FindProperty("phandle")!.Value));

    [Fact]
    public void ReferencesOutsideOfCellsBecomePaths() =>
        Assert.Equal("2f6e2f6d00" + "2f00" + "00000001", X("x = &m, &{/}, <&{n/m}>; n: n { m: m { }; };"));

    [Fact]
    public void WhatIsDeletedAndMadeAgainKeepsItsPlace()
    {
        DeviceTreeDocument tree = Tree("/dts-v1/; / { x; z; n { p; }; m { }; }; / { /delete-property/ x; y; /delete-node/ n; }; / { x; "
            + "n { q; }; };");
        Assert.Equal(["x", "z", "y"], tree.Root.Properties.Select(static property => property.Name));
        Assert.Equal(["n", "m"], tree.Root.Children.Select(static node => node.Name));
        Assert.Equal(["q"], tree.FindByPath("/n")!.Properties.Select(static property => property.Name));
    }

    [Fact]
    public void LabelsOfTheLastDefinitionComeFirst() =>
        Assert.Equal(
            ["l4", "l3", "l1", "l2"],
            Tree("/dts-v1/; / { l1: l2: a { }; }; / { l3: l4: a { }; };").FindByPath("/a")!.Labels.ToArray());

    [Fact]
    public void ALabelPassesOnWhenItsFirstNodeIsDeleted() =>
        Assert.NotNull(
            Tree("/dts-v1/; / { x = <&l>; n { l: a { }; }; l: b { }; }; / { n { /delete-node/ a; }; };").FindByPath("/b")!
                .FindProperty("phandle"));

    [Fact]
    public void NodesAreLeftOutWhenNothingRefersToThem()
    {
        const string Text = "/dts-v1/; / { x = <&b>; /omit-if-no-ref/ a: a { }; /omit-if-no-ref/ b: b { }; c: c { }; }; "
            + "/omit-if-no-ref/ &c;";
        Assert.Equal(["b"], Tree(Text).Root.Children.Select(static node => node.Name));
        Assert.Equal(
            ["a", "b", "c", "__symbols__"],
            Tree(Text, CompilerOptions.Default with { GenerateSymbols = true }).Root.Children.Select(static node => node.Name));
    }

    [Fact]
    public void ThePhandlesOfNodesThatAreLeftOutAreFreeAgain() =>
        Assert.Equal("00000001", Hex(Tree(
            "/dts-v1/; / { /omit-if-no-ref/ a { phandle = <1>; }; l: b { }; };",
            CompilerOptions.Default with { GenerateSymbols = true }).FindByPath("/b")!.FindProperty("phandle")!.Value));

    [Fact]
    public void ExtensionsKeepTheirPlaces()
    {
        DeviceTreeNode node = Tree("/dts-v1/; / { a: a { }; };\n&a { x; };\n").FindByLabel("a")!;
        Assert.Equal(new SourceSpan(DtsSource.Path, 1, 20, 1, 24), node.Span);
        Assert.Equal([new SourceSpan(DtsSource.Path, 2, 4, 2, 11)], node.Extensions.ToArray());
    }

    [Fact]
    public void AnOverlayBecomesFragmentsAndFixups()
    {
        DeviceTreeDocument tree = Tree("/dts-v1/; /plugin/; &a { x = <&a &loc>; loc: n { }; }; &{/b} { y; };");
        Assert.True(tree.IsPlugin);
        Assert.Equal(["fragment@0", "fragment@1", "__fixups__", "__local_fixups__"], tree.Root.Children.Select(static node => node.Name));
        Assert.True(tree.FindByPath("/__fixups__")!.FindProperty("a")!.Value.TryReadStrings(out var places));
        Assert.Equal(["/fragment@0:target:0", "/fragment@0/__overlay__:x:0"], places.ToArray());
        Assert.Equal("00000004", Hex(tree.FindByPath("/__local_fixups__/fragment@0/__overlay__")!.FindProperty("x")!.Value));
    }

    [Fact]
    public void TheBootCpuIsTheFirstOne() =>
        Assert.Equal(5u, Body("cpus { cpu@5 { reg = <5>; }; cpu@6 { reg = <6>; }; };").BootCpuId);

    [Fact]
    public void UnknownLabelOffersTheNearestOne() => Reports("""
        /dts-v1/; / { console = [|&uart|]; uart1: serial@0 { }; };
        """, "HV1021: No node carries the label 'uart'. Did you mean '&uart1'?");

    [Fact]
    public void UnknownPathsSayHowFarTheyLead() => Reports("""
        /dts-v1/; / { x = <[|&{/soc/uart@9}|]>; soc { uart@8 { }; }; };
        [|&{/sox}|] { };
        """,
        "HV1022: There is no node '/soc/uart@9'; the path leads no further than '/soc'.",
        "HV1022: There is no node '/sox'; the path leads no further than '/'.");

    [Fact]
    public void StructureIsChecked() => Reports("""
        /dts-v1/;
        / {
          x; [|x|];
          l: [|p@|];
          a { }; [|a|] { };
          b { }; /delete-node/ [|b|];
          [|l:|] c { };
          [|c@1@2|] { };
          [|@3|] { };
          [|d*|] { };
          e { [|name = "f";|] };
          g { [|name = <1>;|] };
          h { name = "h"; };
        };
        """,
        "HV1006: '/' has a property 'x' already.",
        "HV1011: '@' cannot stand in the name of a property: 'p@'.",
        "HV1004: '/a' is there already. To extend it, open its parent again, or write '&label { };'.",
        "HV1005: 'b' is made and deleted in the same body, where deletions do not count.",
        "HV1007: The label 'l' is used twice.",
        "HV1009: The name 'c@1@2' has more than one '@'.",
        "HV1010: Nothing stands before the '@' of '@3'.",
        "HV1008: '*' cannot stand in the name of a node: 'd*'.",
        "HV1013: The property 'name' says \"f\", but the node is called 'e'. It can be left out.",
        "HV1012: The property 'name' is one string. It can be left out: a node's name says the same.");

    [Fact]
    public void PhandlesAreChecked() => Reports("""
        /dts-v1/;
        / {
          a { [|phandle = <0>;|] };
          b { [|phandle = <1 2>;|] };
          c { phandle = <[|&{/a}|]>; };
          d { phandle = <7>; };
          e { [|phandle = <7>;|] };
          f { [|phandle = <8>;|] linux,phandle = <9>; };
        };
        """,
        "HV1026: 'phandle' must not be 0x0: 0 and 0xffffffff mark what has no phandle.",
        "HV1025: 'phandle' is one cell of 4 bytes, not 8.",
        "HV1027: 'phandle' of '/c' refers to another node, '/a'. A node may only refer to itself here, to be given a number.",
        "HV1029: The phandle 0x7 belongs to '/d' already.",
        "HV1028: '/f' has two phandles: 'phandle' is 0x8 and 'linux,phandle' is 0x9.");
}
