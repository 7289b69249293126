using System.Collections.Immutable;
using System.Text;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Source;
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

    [Theory]
    [InlineData("#ifdef B\n#elifdef A")]
    [InlineData("#ifdef B\n#elifndef B")]
    [InlineData("#if 0\n#elifdef A\n#define W\n#elifndef B\n#error not looked at\n#elif 1 / 0\n#endif\n#ifdef W")]
    [InlineData("#define HAS (defined(A) && !defined B)\n#if HAS")]
    [InlineData("#define HAS defined\n#if HAS A && HAS(A)")]
    [InlineData("#if 'ab' == 24930 && '\\377' == -1 && 'abcde' == 0x62636465 && L'ab' == 'b' && '\\x41' == '\\101'")]
    [InlineData("#if 0 ? 1, 2 : (0, 3)")]
    [InlineData("#if 0, 1")]
    [InlineData("#if 0x10u == 16 && 1ULL == 1lu && 0b11 == 3")]
    [InlineData("#ifdef __has_include\n#if __has_include(\"part.h\") && !__has_include(<none.h>)\n#define HAS\n#endif\n#endif\n#ifdef HAS")]
    [InlineData("#define H \"part.h\"\n#define G <part.h>\n#define HAS __has_include\n#if HAS(H) && HAS(G) && HAS(<part.h>)")]
    [InlineData("#if __has_include_next(\"part.h\") && defined __has_include_next")]
    [InlineData("#pragma push_macro(\"A\")\n#undef A\n#define A 4\n#pragma pop_macro(\"A\")\n#if A == 3")]
    [InlineData("_Pragma(\"push_macro(\\\"A\\\")\")\n#undef A\n_Pragma(\"pop_macro(\\\"A\\\")\")\n#if A == 3")]
    public void ConditionsOfGccAndOfC23ChooseText(string condition) =>
        Assert.Equal("01", Hex(Tree(
            $"#define A 3\n{condition}\n#define V [01]\n#else\n#define V [00]\n#endif\n/dts-v1/;\n/ {{ x = V; }};\n",
            CompilerOptions.Default with { IncludeDirectories = ["inc"] },
            ("inc/part.h", "")).Root.FindProperty("x")!.Value));

    [Theory]
    [InlineData("#if (defined A", "a ')' is missing")]
    [InlineData("#if defined(A", "a ')' is missing after 'defined'")]
    [InlineData("#if defined 3", "'defined' needs the name of a macro after it")]
    [InlineData("#define HAS defined\n#if HAS", "'defined' needs the name of a macro after it")]
    [InlineData("#if __has_include", "'__has_include' needs a '(' after it")]
    [InlineData("#if __has_include(x)", "'__has_include' needs a file name in quotes or angle brackets")]
    [InlineData("#if __has_include(\"x\"", "a ')' is missing after '__has_include'")]
    [InlineData("#if ''", "'''' is not a value")]
    [InlineData("#if 1++2", "'++' is not expected")]
    [InlineData("#if 1lL", "'1lL' is not an integer that fits into 64 bits")]
    [InlineData("#if 1 ? 2", "the '?' has no ':'")]
    public void ConditionsThatGccRefusesAreErrors(string condition, string fault)
    {
        Diagnostic diagnostic = Assert.Single(Compile($"{condition}\n#endif\n/dts-v1/;\n/ {{ }};\n").Diagnostics);
        Assert.Equal(("HV1111", $"The condition of '#if' cannot be evaluated: {fault}."), (diagnostic.Code, diagnostic.Message));
    }

    [Theory]
    [InlineData("#define P(n, ...) n __VA_OPT__(= <__VA_ARGS__>);", "P(a) P(b, 1)", "a:|b:00000001")]
    [InlineData("#define P(n, ...) n##__VA_OPT__(x = __VA_ARGS__);\n#define E", "P(a, E) P(b, <1>)", "a:|bx:00000001")]
    [InlineData("#define P(n, ...) n = #__VA_OPT__(n __VA_ARGS__);", "P(a) P(b, 1)", "a:00|b:62203100")]
    [InlineData("#define P(n, ...) n = <F(2, ## __VA_ARGS__)>;\n#define F(x, ...) x", "P(a) P(b,)", "a:00000002|b:00000002")]
    [InlineData("#define P(x) p = <x>;", "P(1\n#ifdef NOT\n2\n#else\n#define LATER 4\n#endif\n3 LATER)", "p:000000010000000300000004")]
    [InlineData("#define P(x) p = <x __LINE__>;", "P(__LINE__\n__LINE__)", "p:000000030000000400000003")]
    [InlineData("#define I __INCLUDE_LEVEL__", "a = <__COUNTER__ __COUNTER__ I>;", "a:000000000000000100000000")]
    [InlineData("#define B __BASE_FILE__", "a = B; b = __FILE_NAME__;", "a:626f6172642e64747300|b:626f6172642e64747300")]
    public void MacrosOfGccAndOfC23AreExpanded(string definitions, string body, string expected) => Assert.Equal(
        expected,
        string.Join('|', Tree($"{definitions}\n/dts-v1/; / {{\n{body} }};").Root.Properties
            .Select(static property => $"{property.Name}:{Hex(property.Value)}")));

    [Theory]
    [InlineData("/,/")]
    [InlineData("/,*")]
    [InlineData("/,/ x")]
    public void PastingDoesNotMakeAComment(string arguments) => Assert.Contains(
        Compile($"#define P(a, b) a##b\n/dts-v1/;\n/ {{ P({arguments}) }};\n").Diagnostics,
        static diagnostic => diagnostic.Code == "HV1200");

    [Fact]
    public void DatesAreThoseOfTheOptionsAndNeverThoseOfTheClock()
    {
        const string Text = "/dts-v1/; / { x = __DATE__, __TIME__, __TIMESTAMP__; };";
        var date = new DateTimeOffset(2026, 3, 7, 8, 9, 10, TimeSpan.Zero);
        Assert.Equal(
            ["Mar  7 2026", "08:09:10", "Sat Mar  7 08:09:10 2026"],
            Strings(Tree(Text, CompilerOptions.Default with { SourceDate = date })));
        Assert.Equal(["??? ?? ????", "??:??:??", "??? ??? ?? ??:??:?? ????"], Strings(Tree(Text)));
        Assert.Equal("Fri Jan  2 03:04:05 2026", Strings(Dated(date))[2]);
        Assert.Equal("Thu Jan  1 00:00:00 1970", Strings(Dated(DateTimeOffset.UnixEpoch))[2]);

        static DeviceTreeDocument Dated(DateTimeOffset date) => DeviceTreeCompiler.Compile(
            "dated.dts",
            new DatedFiles(Text),
            CompilerOptions.Default with { SourceDate = date }).Document!;

        static string[] Strings(DeviceTreeDocument tree)
        {
            Assert.True(tree.Root.FindProperty("x")!.Value.TryReadStrings(out ImmutableArray<string> strings));
            return [.. strings];
        }
    }

    [Fact]
    public void IncludeNextGoesOnInTheDirectoriesAfterTheFilesOwn()
    {
        DeviceTreeDocument tree = Tree(
            "#include <a.h>\n#import <c.h>\n#import <c.h>\n/dts-v1/; / { x = [A]; };",
            CompilerOptions.Default with { IncludeDirectories = ["one", "two"] },
            ("one/a.h", "#include_next <a.h>\n#define A B 11"),
            ("two/a.h", "#define B 22"),
            ("two/c.h", "#ifdef C\n#error twice\n#endif\n#define C"));
        Assert.Equal("2211", Hex(tree.Root.FindProperty("x")!.Value));
    }

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
        "HV1207: 'FOO' is not defined. Is it a macro that no included file defines?",
        "HV1207: 'BAR' is not defined. Is it a macro that no included file defines?");

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
        "HV1110: Expected a list of different parameter names that ends with ')' in '#define'.",
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

    [Fact]
    public void ReportsMissingIncludesOfOneFolderOnce()
    {
        CompilationResult result = Compile("""
            /dts-v1/;
            #include "soc.dtsi"
            #include <dt-bindings/gpio/gpio.h>
            #include <dt-bindings/clock/a.h>
            #include <dt-bindings/gpio/gpio.h>
            #include "more.dtsi"
            #include "../arm/x.dtsi"
            #include "../arm/y.dtsi"
            / { };
            """);

        const string where = ", neither beside this file nor elsewhere: no include directory is set.";
        Assert.Equal(
            [
                $"2: There is no file 'soc.dtsi'{where}",
                $"3: There is no file 'dt-bindings/gpio/gpio.h'{where} The same holds for 1 other file of 'dt-bindings': clock/a.h.",
                $"6: There is no file 'more.dtsi'{where}",
                $"7: There is no file '../arm/x.dtsi'{where} The same holds for 1 other file of '../arm': y.dtsi.",
            ],
            result.Diagnostics.Select(static diagnostic => $"{diagnostic.Span.StartLine}: {diagnostic.Message}"));
        Assert.Equal<string>(["dt-bindings/gpio/gpio.h", "dt-bindings/clock/a.h"], result.MissingIncludes[1].Names);
        Assert.Equal(result.Diagnostics.Select(static diagnostic => diagnostic.Span), result.MissingIncludes.Select(static of => of.Span));
    }

    [Fact]
    public void ReportsMissingIncludesOfTheParserOnceForEachFolder() => Assert.Equal(
        ["HV1101", "HV1101"],
        DeviceTreeCompiler.Compile(
            "a.dts",
            new InMemorySourceFiles().Add("a.dts", "/dts-v1/; /include/ \"b/c\" /include/ \"b/d\" /include/ \"e\" / { };"),
            new CompilerOptions { Preprocess = false }).Diagnostics.Select(static diagnostic => diagnostic.Code));

    private sealed class DatedFiles(string text) : ISourceFiles
    {
        public byte[]? TryRead(string path) => Encoding.UTF8.GetBytes(text);

        public DateTimeOffset? DateOf(string path) => new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    }
}
