using Partition.DeviceTree.Tests.Assertions;
using Partition.Diagnostics;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Syntax;

public class ParserFaultTests
{
    [Fact]
    public void AMissingSemicolonIsReportedBehindTheTokenBeforeIt() => Reports("""
        /dts-v1/;
        / {
          a = <1>[||]
          b = "x"[||]
          c[||]
          #d = [00];
          n { }[||]
          m { };
        }[||]
        """,
        "HV1201: Expected ';' after '>'.",
        "HV1201: Expected ';' after '\"x\"'.",
        "HV1201: Expected ';' after 'c'.",
        "HV1201: Expected ';' after '}'.",
        "HV1201: Expected ';' after '}'.");

    [Fact]
    public void AllFaultsAreReportedInOneRun() => Reports("""
        /dts-v1/;
        / {
          a = <1[|,|] 2>;
          b = <[|FOO|] [|BAR|](1, 2)>;
          c = <1 [|+|] 2>;
          d = <(1 [|2|])>;
          e = [12[|3|]];
          f = [|;|]
          g = /bits/ [|7|] <1>;
          h = <([|1 / 0|])>;
          i = /bits/ 16 <[|&n|]>;
          n: n { };
          [|j|];
        };
        """,
        "HV1222: Between '<' and '>' cells are separated by blanks, not by commas.",
        "HV1207: 'FOO' is not defined. Is it a macro that no included file defines?",
        "HV1207: 'BAR' is not defined. Is it a macro that no included file defines?",
        "HV1223: '+' stands outside parentheses: between '<' and '>' an expression is written '(1 + 2)'.",
        "HV1200: Expected ')' or an operator, but found '2'.",
        "HV1215: '3' is no byte: between '[' and ']' each byte is two hexadecimal digits, without 0x.",
        "HV1200: Expected a value ('<…>', '\"…\"', '[…]' or '&label'), but found ';'.",
        "HV1224: '/bits/' takes 8, 16, 32 or 64, not 7.",
        "HV1226: Division by zero. Both sides of '&&', '||' and '?:' are always evaluated.",
        "HV1225: A reference takes 32 bits; the elements of this array have 16.",
        "HV1206: The property 'j' stands behind a node: the properties of a node come before the nodes within it.");

    [Fact]
    public void UnclosedStringIsReportedAtItsOpeningQuote() => Reports("""
        /dts-v1/;
        / {
          a = [|"|]one;
          b = "two";
          c = <1>;
        };
        """,
        "HV1208: The string has no closing quote.");

    [Fact]
    public void TheLastUnclosedStringIsReportedAtItsOpeningQuote() => Reports("""
        /dts-v1/;
        / {
          a = [|"|]one;
        };
        """,
        "HV1208: The string has no closing quote.");

    [Fact]
    public void AMissingBraceIsReportedAtTheEndOfTheFile() => Reports("""
        /dts-v1/;
        / { a { b { };[||]
        """,
        "HV1202: The file ends within a node: a '}' is missing.");

    [Fact]
    public void ASourceNeedsItsHeader() => Reports("[|/|] { };", "HV1203: A device tree source begins with '/dts-v1/;'.");

    [Fact]
    public void MisplacedThingsAreNamed() => Reports("""
        /dts-v1/; / { a: a { }; }; [|/memreserve/|] 0 1; [|/dts-v1/|]; b: [|c:|] &a { }; [|r:|] / { };
        """,
        "HV1205: '/memreserve/' belongs between '/dts-v1/;' and the first node.",
        "HV1205: '/dts-v1/' belongs at the beginning of the source.",
        "HV1205: The label 'c' belongs to the node itself: before a reference there may be only one.",
        "HV1230: The root node takes its label from a reference: write 'r: &{/} { };'.");

    [Fact]
    public void AValueThatDoesNotFitIsAWarning() => Reports(
        "/dts-v1/; / { a = /bits/ 8 <[|0x100|] (-1) (-129) (-256)>, <[|(1 << 32)|]>; };",
        "HV1227: 0x100 does not fit in 8 bits; the higher ones are lost.",
        "HV1227: 0x100000000 does not fit in 32 bits; the higher ones are lost.");

    [Fact]
    public void BytesThatBelongNowhereAreReported() => Reports(
        "/dts-v1/; / { a; }; [|\0|]",
        "HV1217: A byte 0x00 cannot appear here: it is only allowed in strings and comments. Delete it.");

    [Fact]
    public void LineMarkersMoveThePlacesOfFaults()
    {
        CompilationResult result = Compile(
            "# 5 \"other.dts\" 1\n/dts-v1/;\n#line 40 \"z.dtsi\"\n/ { a = <X>; };\n",
            CompilerOptions.Default with { Preprocess = false });
        Assert.Equal(new SourceSpan("z.dtsi", 40, 10, 40, 11), Assert.Single(result.Diagnostics).Span);
    }

    [Fact]
    public void FaultsInAnIncludedFileSayWhoIncludedIt()
    {
        CompilationResult result = Compile("/dts-v1/;\n/include/ \"a.dtsi\"\n", null, ("a.dtsi", "/ { x = <&nope>; };"));
        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("a.dtsi(1,10,1,15): error HV1021: No node carries the label 'nope'.", diagnostic.ToString());
        Assert.Equal("board.dts(2,11)", Assert.Single(diagnostic.Notes).Span.ToString());
    }
}
