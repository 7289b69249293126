using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Printing;
using Partition.DeviceTree.Tests.Assertions;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Printing;

public class DtcTextTests
{
    private const string Mixed = """mixed = l1: <1 l2: 2 l3:> l4:, l5: "s", l6: [l7: 00 11l8:22], /bits/ 8 <1 2 'c'>, """
        + "/bits/ 16 <0xffff 1 q1: 2>, /bits/ 64 <0x123456789abcdef0 3>;";

    private const string MixedOfDtc = """mixed = l1: <0x01  l2:0x02>, l3: l4: l5: "s", l6: [ l7:00 11 l8:22], [01 02 63], """
        + "/bits/ 16 <0xffff 0x01 q1:0x02>, /bits/ 64 <0x123456789abcdef0 0x03>;";

    private static string TextOf(DeviceTreeDocument tree)
    {
        using var writer = new StringWriter();
        DeviceTreeText.Write(tree, writer, new() { Style = TextStyle.Dtc });
        return writer.ToString();
    }

    private static DeviceTreeDocument Read(DeviceTreeDocument tree) => DeviceTreeBlob.Read(DeviceTreeBlob.Write(tree)).Document!;

    [Fact]
    public void TypesOfASourceAreKeptWithTheBlanksOfDtc() => Assert.Equal($$"""
        /dts-v1/;

        l0: /memreserve/	0x0000000000001000 0x0000000000000010;
        r: / {
        	flag;
        	{{MixedOfDtc}}
        	escapes = "\a\b\t\n\v\f\r\\\"AA\0end\x7f";
        	references = <0x01 &n 0x02>, <&n>, "/n", <&{/n} 0x03  k:&n>;

        	n: n {
        		phandle = <0x01>;

        		e {
        		};
        	};
        };

        """, TextOf(Tree($$"""
        /dts-v1/;
        l0: /memreserve/ 0x1000 16;
        / {
            flag;
            {{Mixed}}
            escapes = "\a\b\t\n\v\f\r\\\"\x41\101\0end\x7f";
            references = <1 &n 2>, <&n>, &n, <&{/n} 3 k: &n>;
            n: n { e { }; };
        };
        r: &{/} { };
        """)));

    [Fact]
    public void LabelsAndReferencesComeBackFromTheTablesOfABlob()
    {
        string text = TextOf(Read(Tree(
            "/dts-v1/; /plugin/; &uart { x = <&clk 1>, <&l>; a: l: l { y = [01 02 03]; s = \"abc\"; }; };",
            new() { GenerateSymbols = true })));
        Assert.StartsWith("/dts-v1/;\n/plugin/;\n\n/ {\n\n\tfragment@0 {\n\t\ttarget = <&uart>;\n", text, StringComparison.Ordinal);
        Assert.Contains("\t\t\tx = <&clk>, <0x01>, <&l>;\n\n\t\t\tl: a: l {\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatLiesBetweenReferencesIsGuessedStretchByStretch()
    {
        string text = TextOf(Read(Body("""
            n { a = <1 2 3>; b = "abc", "abcdef"; c = [01020304050607]; d = [61 00 00 00 01 62 00]; e = <1>; };
            __fixups__ { f = "/n:a:4", "/n:b:4", "/n:c:1", "/n:d:1", "/n:e:1", "/zz:a:0", "/n:zz:0", "zz"; };
            """)));
        Assert.Contains("a = <0x01>, <&f>, <0x03>;", text, StringComparison.Ordinal);
        Assert.Contains("b = \"abc\", <&f>, \"ef\";", text, StringComparison.Ordinal);
        Assert.Contains("c = [01], <&f>, [06 07];", text, StringComparison.Ordinal);
        Assert.Contains("d = [61], <&f>, \"b\";", text, StringComparison.Ordinal);
        Assert.Contains("e = <0x01>;", text, StringComparison.Ordinal);
    }

    [Fact]
    public void LocalReferencesToNodesWithoutLabelsAreWrittenAsPaths() => Assert.Contains(
        "lp = <&two>, <&{/n7/m}>, <0x63>;",
        TextOf(Read(Body("""
            lp = <6 7 99>;
            n6 { phandle = <6>; }; n7 { m { phandle = <7>; }; };
            __symbols__ { two = "/n6"; root = "/"; none = "/x"; };
            __local_fixups__ { lp = <0 4 8 12>; x { y = <0>; }; };
            """))),
        StringComparison.Ordinal);
}
