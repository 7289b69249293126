using Partition.DeviceTree.Model;
using Partition.DeviceTree.Tests.Assertions;
using Partition.Diagnostics;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Syntax;

public class ParserTests
{
    [Theory]
    [InlineData("<1 2>", "0000000100000002")]
    [InlineData("<>", "")]
    [InlineData("<0x10 010 'A' 1U 2L 3UL 4LL 5ULL>", "000000100000000800000041" + "0000000100000002000000030000000400000005")]
    [InlineData("/bits/ 8 <1 0xff>", "01ff")]
    [InlineData("/bits/ 16 <1 0xffff>", "0001ffff")]
    [InlineData("/bits/ 64 <1 (-1)>", "0000000000000001ffffffffffffffff")]
    [InlineData("[00 11aaBB]", "0011aabb")]
    [InlineData("\"a\", \"b\"", "61006200")]
    [InlineData("\"\"", "00")]
    [InlineData(@"""\x4g\101\18\q\""\\""", "04674101387122" + "5c00")]
    [InlineData("\"a\nb\"", "610a6200")]
    [InlineData("<1>, \"a\", [02]", "0000000161" + "0002")]
    [InlineData("<1(2)3>", "000000010000000200000003")]
    [InlineData("<'\\n' '\\'' '\\\\' '\\xff' '\"'>", "0000000a000000270000005c000000ff00000022")]
    [InlineData("<1>, l1: <l2: 2 l3:> l4:", "0000000100000002")]
    public void ValuesBecomeBytes(string value, string expected) => Assert.Equal(expected, X($"x = {value};"));

    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("1 << 2 + 1", 8)]
    [InlineData("10 - 2 - 3", 5)]
    [InlineData("6 / 2 * 3", 9)]
    [InlineData("7 % 4", 3)]
    [InlineData("1 ? 0 ? 1 : 2 : 3", 2)]
    [InlineData("0x1F & ~0x3", 0x1c)]
    [InlineData("1 | 2 ^ 3 & 1", 3)]
    [InlineData("1 < 2 < 3", 1)]
    [InlineData("5 == 5 & 1", 1)]
    [InlineData("2 >= 2 && 1 != 1 || 0", 0)]
    [InlineData("!!7", 1)]
    [InlineData("- -1", 1)]
    [InlineData("2 - -1", 3)]
    [InlineData("-1 > 0", 1)]
    [InlineData("1 << 64", 0)]
    [InlineData("1 >> 64", 0)]
    [InlineData("0xffffffffffffffff / 0x100000000", 0xffffffff)]
    [InlineData("-7 % 3", 0)]
    [InlineData("3 <= 2", 0)]
    public void ExpressionsAreUnsignedNumbersOf64Bits(string expression, uint expected) =>
        Assert.Equal(expected.ToString("x8", null), X($"x = <({expression})>;"));

    [Fact]
    public void ANumberEndsWhereAnotherTokenBegins()
    {
        Assert.Equal("0000000100000002", X("x = <1U2L>;"));
        Assert.Equal("00000002", X("x = <2l4:>;"));
    }

    [Fact]
    public void TheSpanOfAPropertyRunsFromItsNameToBehindItsSemicolon()
    {
        DeviceTreeDocument tree = Tree("""
            /dts-v1/;
            / {
              l: x = <1>,
                  <2>;
            };
            """);
        Assert.Equal(new SourceSpan(DtsSource.Path, 3, 6, 4, 11), tree.Root.FindProperty("x")!.Span);
        Assert.Equal(new SourceSpan(DtsSource.Path, 2, 3, 5, 3), tree.Root.Span);
    }

    [Fact]
    public void TypesLabelsAndReferencesAreMarked()
    {
        DeviceTreeDocument tree = Body("""x = <1 &n>, l: "s", &n, [01], /bits/ 64 <2>; n: n { };""");
        Assert.Equal(
        [
            (ValueMarkerKind.Cells32, 0, ""), (ValueMarkerKind.PhandleReference, 4, "n"), (ValueMarkerKind.Label, 8, "l"),
            (ValueMarkerKind.String, 8, ""), (ValueMarkerKind.String, 10, ""), (ValueMarkerKind.PathReference, 10, "n"),
            (ValueMarkerKind.Bytes, 13, ""), (ValueMarkerKind.Cells64, 14, ""),
        ],
        tree.Root.FindProperty("x")!.Value.Markers.Select(static marker => (marker.Kind, marker.Offset, marker.Text)));
    }

    [Fact]
    public void NamesMayBeginWithAnythingAndLoseALeadingBackslash() =>
        Assert.Equal(
            ["#a-cells", "if", "0x", ",b", "c?"],
            Body(@"#a-cells; \if; 0x; ,b; c?;").Root.Properties.Select(static property => property.Name));

    [Fact]
    public void AnIncludedFileMaySupplyPartOfAStatement() =>
        Assert.Equal("0000000100000002", Hex(Tree(
            "/dts-v1/; / { x = </include/ \"cells\">; };", null, ("cells", "1 /* two */ 2")).Root.FindProperty("x")!.Value));

    [Fact]
    public void BinaryFilesBecomeValues()
    {
        const string Text = """
            /dts-v1/;
            / { x = /incbin/("f"), /incbin/("f", 1, 2), /incbin/("f", 2, 100), /incbin/("f", 9, 1); };
            """;
        Assert.Equal("61626364" + "6263" + "6364", Hex(Tree(Text, null, ("f", "abcd")).Root.FindProperty("x")!.Value));
    }

    [Fact]
    public void MemoryReservationsTakeNumbersAndExpressions() =>
        Assert.Equal(
            [new MemoryReservation(0x1000, 16), new MemoryReservation(0, 0)],
            Tree(
                "/dts-v1/; l: /memreserve/ 0x1000 (1 << 4); /memreserve/ 0 0; / { };").MemoryReservations.Select(static entry => entry with
                {
                    Labels = [],
                }));

    [Fact]
    public void EveryCommentAndBlankMayStandBetweenTokens() =>
        Assert.Equal("00000001", X("/* a */ x /* b */ = // c\n < /* d */ 1\r\n\t\v\f> /* e */ ; // c\n"));

    [Fact]
    public void ACommentMayEndTheFile() => Tree("/dts-v1/; / { }; // the end");
}
