using Partition.DeviceTree.Model;
using Partition.DeviceTree.Tests.Assertions;
using Partition.Diagnostics;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Preprocessing;

public class PreprocessorTests
{
    private static string Cells(string definitions, string cells) =>
        Hex(Tree($"{definitions}\n/dts-v1/;\n/ {{ x = {cells}; }};\n").Root.FindProperty("x")!.Value);

    [Theory]
    [InlineData("#define A 5", "<A>", "00000005")]
    [InlineData("#define A B\n#define B 5", "<A>", "00000005")]
    [InlineData("#define F(x) (x + 1)", "<F(2) F (3)>", "0000000300000004")]
    [InlineData("#define F(x, y) x y", "<F(F(1, 2), (3 + 0))>", "000000010000000200000003")]
    [InlineData("#define CAT(a, b) a##b\n#define XCAT(a, b) CAT(a, b)\n#define ONE 1", "<CAT(0x, 10) XCAT(ONE, ONE)>", "000000100000000b")]
    [InlineData("#define STR(x) #x", "STR( a \"b\\n\"  c )", "6120226" + "25c6e22206300")]
    [InlineData("#define EMPTY", "<EMPTY 1 EMPTY>", "00000001")]
    [InlineData("#define F(...) <__VA_ARGS__>", "F(1 2)", "0000000100000002")]
    [InlineData("#define G(a, rest...) <a, ##rest>", "G(1)", "00000001")]
    [InlineData("#define f(x) x\n#define g f", "<g(1)>", "00000001")]
    [InlineData("#define A 1\n#undef A\n#define A 2", "<A>", "00000002")]
    [InlineData("#define A 1 /* one\n  two */ + 1", "<(A)>", "00000002")]
    [InlineData("#define LONG 1 + \\\n  2", "<(LONG)>", "00000003")]
    [InlineData("", "<__DTS__ __LINE__>", "0000000100000003")]
    [InlineData("", "__FILE__", "626f6172642e64747300")]
    [InlineData("#define F(x) <x>", "F(\n1\n)", "00000001")]
    public void MacrosAreExpanded(string definitions, string cells, string expected) => Assert.Equal(expected, Cells(definitions, cells));

    [Theory]
    [InlineData("#if 1 + 1 == 2")]
    [InlineData("#if -1 < 0")]
    [InlineData("#if -1 > 0u")]
    [InlineData("#if !UNKNOWN")]
    [InlineData("#if defined A && defined(A) && !defined B")]
    [InlineData("#if A == 3 ? 1 : 0")]
    [InlineData("#if 0 && (1 / 0) || 1")]
    [InlineData("#if 0x10 == 020 && 'A' == 65")]
    [InlineData("#ifdef A")]
    [InlineData("#ifndef B")]
    [InlineData("#if 0\n#garbage \"\n#if 1\n#else\n#endif\n#elif A")]
    public void ConditionsChooseText(string condition) =>
        Assert.Equal("01", Cells($"#define A 3\n{condition}\n#define V [01]\n#else\n#define V [00]\n#endif", "V"));

    [Fact]
    public void APredefinedMacroCanBeForgotten()
    {
        const string Text = "/dts-v1/; / {\n#ifdef __DTS__\n a;\n#endif\n#ifdef MINE\n b;\n#endif\n};";
        Assert.Equal(["a", "b"], Names(DtsSource.Tree(Text, new() { Defines = ["MINE"] })));
        Assert.Empty(Names(DtsSource.Tree(Text, new() { Defines = ["MINE"], Undefines = ["MINE", "__DTS__"] })));

        static IEnumerable<string> Names(DeviceTreeDocument tree) => tree.Root.Properties.Select(static property => property.Name);
    }

    [Fact]
    public void LinesThatBeginWithAHashMayBeProperties() =>
        Assert.Equal(["#address-cells", "#size-cells"], Tree("""
            #define CELLS 2
            /dts-v1/;
            / {
            #address-cells = <CELLS>;
              #size-cells = <CELLS>;
            };
            """).Root.Properties.Select(static property => property.Name));

    [Fact]
    public void MacrosAreExpandedWithinNamesButNotWithinStrings()
    {
        DeviceTreeDocument tree = Tree("""
            #define ADDR 1000
            /dts-v1/;
            / { n@ADDR { a = "ADDR"; linux,unix; }; };
            """);
        DeviceTreeNode node = Assert.Single(tree.Root.Children);
        Assert.Equal("n@1000", node.Name);
        Assert.Equal("4144445200", Hex(node.FindProperty("a")!.Value));
        Assert.NotNull(node.FindProperty("linux,unix"));
    }

    [Fact]
    public void QuotedNamesAreSearchedBesideTheFileFirstAndBracketedOnesNot()
    {
        CompilerOptions options = CompilerOptions.Default with { IncludeDirectories = ["inc"] };
        DeviceTreeDocument tree = Tree(
            "#include \"sub/a.h\"\n#include <b.h>\n/dts-v1/; / { x = [A B]; };",
            options,
            ("sub/a.h", "#include \"b.h\"\n#define A B"),
            ("sub/b.h", "#define B 11"),
            ("inc/b.h", "#undef B\n#define B 22"));
        Assert.Equal("2222", Hex(tree.Root.FindProperty("x")!.Value));
    }

    [Fact]
    public void DefinesOfTheOptionsAreMacros() =>
        Assert.Equal(
            "0000000100000007",
            Hex(Tree(
                "/dts-v1/; / { x = <A B>; };",
                CompilerOptions.Default with { Defines = ["A", "B=7"] }).Root.FindProperty("x")!.Value));

    [Fact]
    public void DependenciesAreListedInTheOrderOfOpening()
    {
        CompilationResult result = Compile(
            "#include \"a.h\"\n#include \"a.h\"\n/dts-v1/;\n/include/ \"b.dtsi\"\n",
            null,
            ("a.h", "#pragma once\n"),
            ("b.dtsi", "/ { x = /incbin/(\"c.bin\"); };"),
            ("c.bin", "x"));
        Assert.Equal([DtsSource.Path, "a.h", "b.dtsi", "c.bin"], result.Dependencies.ToArray());
    }

    [Fact]
    public void AFaultInAMacroIsReportedWhereItIsUsed()
    {
        const string Text = """
            #define BAD(x) &x
            /dts-v1/;
            / { uart1: n { x = <1 BAD( uart ) 2>; }; };
            """;
        Diagnostic diagnostic = Assert.Single(Compile(Text).Diagnostics);
        Assert.Equal("board.dts(3,23,3,34): error HV1021: No node carries the label 'uart'. Did you mean '&uart1'?", diagnostic.ToString());
        Assert.Equal(
            new DiagnosticNote(new(DtsSource.Path, 1, 9, 1, 12), "The macro 'BAD' is defined here."),
            Assert.Single(diagnostic.Notes));
    }

    [Fact]
    public void PlacesBehindMacrosAndSplicesAreThoseOfTheFile() => Reports("""
        #define LONGER_THAN_ITS_VALUE 1
        /dts-v1/;
        / { x = <LONGER_THAN_ITS_VALUE /* c */ [|FOO|] \
          [|BAR|]>; };
        """,
        "HV1207: 'FOO' is no value. Is it a macro that no included file defines?",
        "HV1207: 'BAR' is no value. Is it a macro that no included file defines?");

    [Fact]
    public void FaultsOfDirectivesAreReported() => Reports("""
        [|#error Not today|]
        [|#warning Soon|]
        [|#endif|]
        #define [|F|](x
        [|#define 5|]
        #include [|"none.h"|]
        [|#include none|]
        [|#if 1 +|]
        #endif
        #define G(a, b) a
        #define [|H|] ## 1
        #define G2 1
        #define [|G2|] 2
        /dts-v1/;
        / { x = <[|G(1)|]>; };
        """,
        "HV1104: #error Not today",
        "HV1105: #warning Soon",
        "HV1108: The '#endif' belongs to no '#if'.",
        "HV1110: Expected a list of parameter names that ends with ')' in '#define'.",
        "HV1110: Expected the name of a macro in '#define'.",
        "HV1101: There is no file 'none.h', neither beside this file nor elsewhere: no include directory is set.",
        "HV1110: Expected a file name in quotes or angle brackets in '#include'.",
        "HV1111: The condition of '#if' cannot be evaluated: a value is missing at its end.",
        "HV1115: The body of the macro 'H' begins or ends with '##', which needs something on both sides.",
        "HV1112: The macro 'G2' is defined again, with another body.",
        "HV1113: The macro 'G' takes 2 arguments, but here it has 1.");

    [Fact]
    public void AMissingIncludeDoesNotMakeItsLabelsUnknown()
    {
        Diagnostic diagnostic = Assert.Single(Compile("#include \"soc.dtsi\"\n/dts-v1/; / { x = <&a>; }; &b { };").Diagnostics);
        Assert.Equal("HV1101", diagnostic.Code);
    }
}
