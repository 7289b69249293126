using System.Text;
using Partition.DeviceTree.Source;

namespace Partition.DeviceTree.Tests.Preprocessing;

public class LineMarkersTests
{
    [Fact]
    public void EachFileAndEachJumpIsMarked() => Becomes(
        """
        #define WIDTH 4
        /dts-v1/;
        #include "part.dtsi"
        / { w = <WIDTH>; };



        #if 0
        1
        2
        3
        4
        5
        6
        7
        #endif
        / { a; };
        """,
        """
        # 2 "board.dts"
        /dts-v1/;
        # 1 "part.dtsi"
        / { part; };
        # 4 "board.dts"
        / { w = <4>; };



        # 17 "board.dts"
        / { a; };
        """);

    [Fact]
    public void AMarkedTextCompilesToTheSameTreeWithTheSamePlaces()
    {
        var files = new InMemorySourceFiles().Add(
            "board.dts",
            "#define X(a) <a>\n/dts-v1/;\n\n#include \"a b\\c.dtsi\"\n/ {\n\tx = X(&none);\n};\n")
            .Add("a b\\c.dtsi", "/ { };\n");

        byte[] text = DeviceTreeCompiler.Preprocess("board.dts", files, CompilerOptions.Default).Text!;

        CompilationResult whole = DeviceTreeCompiler.Compile("board.dts", files, CompilerOptions.Default);
        CompilationResult marked = DeviceTreeCompiler.Compile(
            "text",
            new InMemorySourceFiles().Add("text", text),
            new() { Preprocess = false });
        Assert.Equal(
            whole.Diagnostics.Select(static diagnostic => (diagnostic.Code, diagnostic.Span.Path, diagnostic.Span.StartLine)),
            marked.Diagnostics.Select(static diagnostic => (diagnostic.Code, diagnostic.Span.Path, diagnostic.Span.StartLine)));
        Assert.Single(whole.Diagnostics);
    }

    [Theory]
    [InlineData("# 7 \"a\\\"b.dts\"", "a\"b.dts")]
    [InlineData("# 7 \"c:\\\\x.dts\" 1 3", "c:\\x.dts")]
    [InlineData("#line 7 \"b\\101.dts\"", "bA.dts")]
    public void NamesInMarkersHaveEscapes(string marker, string expected)
    {
        CompilationResult result = DeviceTreeCompiler.Compile(
            "text",
            new InMemorySourceFiles().Add("text", $"/dts-v1/;\n{marker}\n/ {{ x = <&none>; }};\n"),
            new() { Preprocess = false });
        Partition.Diagnostics.Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(("HV1021", expected, 7), (diagnostic.Code, diagnostic.Span.Path, diagnostic.Span.StartLine));
    }

    [Fact]
    public void AfterAnErrorThereIsNoText()
    {
        PreprocessingResult result = DeviceTreeCompiler.Preprocess(
            "board.dts",
            new InMemorySourceFiles().Add("board.dts", "#include \"none\"\n"),
            CompilerOptions.Default);

        Assert.Null(result.Text);
        Assert.Equal("HV1101", Assert.Single(result.Diagnostics).Code);
    }

    private static void Becomes(string source, string expected)
    {
        var files = new InMemorySourceFiles().Add("board.dts", source).Add("part.dtsi", "/ { part; };\n");
        string text = Encoding.UTF8.GetString(DeviceTreeCompiler.Preprocess("board.dts", files, CompilerOptions.Default).Text!);
        Assert.Equal(expected + "\n", text);
    }
}
