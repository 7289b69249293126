using Partition.DeviceTree;
using Partition.DeviceTree.Blob;
using Partition.Tool.Tests.Support;

namespace Partition.Tool.Tests.Commands;

public sealed class DtsCommandTests : IDisposable
{
    private const string Board = "vexpress-v2p-ca9.dts";

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void TheSampleBoardGivesTheLibrarysBytes()
    {
        Outcome outcome = Workspace.Run("dts", Workspace.Sample(Board), "-o", _work.PathOf("board.dtb"));

        Assert.Equal(new(0, "", "", []), outcome with { Bytes = [] });
        Assert.Equal(CompileWithLibrary(Workspace.Sample(Board), new CompilerOptions()), _work.Read("board.dtb"));
        Assert.Equal(["board.dtb"], _work.List());
    }

    [Theory]
    [InlineData("-@")]
    [InlineData("--symbols")]
    public void SymbolsAreKept(string option)
    {
        Outcome outcome = Workspace.Run("dts", Workspace.Sample(Board), option, "-o", "-");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(CompileWithLibrary(Workspace.Sample(Board), new CompilerOptions { GenerateSymbols = true }), outcome.Bytes);
    }

    [Fact]
    public void ATimestampIsTheDateOfTheFile()
    {
        string source = _work.Write("dated.dts", "/dts-v1/; / { x = __TIMESTAMP__; };");
        File.SetLastWriteTime(source, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Local));

        Outcome outcome = Workspace.Run("dts", source, "-E").Succeeded();

        Assert.Contains("x = \"Sat Feb  3 04:05:06 2001\";", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void TheOutputStandsBesideTheSourceByDefault()
    {
        string source = _work.Write("board.dts", "/dts-v1/; / { };");

        Assert.Equal(0, Workspace.Run("dts", source).ExitCode);
        Assert.Equal(["board.dtb", "board.dts"], _work.List());
    }

    [Theory]
    [InlineData("-D", "ONE", "-D", "VALUE=<7>")]
    [InlineData("-DONE", "-DVALUE=<7>")]
    [InlineData("--define", "ONE", "--define", "VALUE=<7>")]
    public void MacrosAreDefinedInEverySpelling(params string[] defines)
    {
        string source = _work.Write("board.dts", "/dts-v1/; / { one = <ONE>; value = VALUE; };");
        string plain = _work.Write("plain.dts", "/dts-v1/; / { one = <1>; value = <7>; };");

        Outcome outcome = Workspace.Run(["dts", source, "-o", "-", .. defines]);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal(CompileWithLibrary(plain, new CompilerOptions()), outcome.Bytes);
    }

    [Fact]
    public void IncludeDirectoriesAreSearchedInTheirOrder()
    {
        Directory.CreateDirectory(_work.PathOf("first"));
        Directory.CreateDirectory(_work.PathOf("second"));
        _work.Write("first/name.h", "#define NAME \"first\"\n");
        _work.Write("second/name.h", "#define NAME \"second\"\n");
        string source = _work.Write("board.dts", "#include <name.h>\n/dts-v1/; / { name-of = NAME; };");

        Outcome outcome = Workspace.Run("dts", source, "-o", "-", "-I", _work.PathOf("second"), "-I", _work.PathOf("first"));

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("second", System.Text.Encoding.Latin1.GetString(outcome.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutThePreprocessorADirectiveIsAnError()
    {
        string source = _work.Write("board.dts", "#define ONE 1\n/dts-v1/; / { };");

        Assert.Equal(0, Workspace.Run("dts", source, "-o", "-").ExitCode);
        Assert.Equal(1, Workspace.Run("dts", source, "-o", "-", "--no-preprocess").ExitCode);
    }

    [Fact]
    public void EachErrorNamesItsPlaceAndShowsItsLine()
    {
        string source = _work.Write("board.dts", "/dts-v1/;\n#define REF &uart\n/ {\n\tconsole = <&uart>;\n\tother = <REF 1>;\n};\n");

        Outcome outcome = Workspace.Run("dts", source);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Equal($"""
            {source}(4,13,4,18): error HV1021: No node carries the label 'uart'.
                 4 | {'\t'}console = <&uart>;
                   | {'\t'}           ^~~~~
            {source}(5,11,5,14): error HV1021: No node carries the label 'uart'.
                 5 | {'\t'}other = <REF 1>;
                   | {'\t'}         ^~~
              {source}(2,9,2,12): note: The macro 'REF' is defined here.

            """, outcome.Error);
    }

    [Fact]
    public void AFailedCompilationLeavesTheOldOutput()
    {
        string source = _work.Write("board.dts", "/dts-v1/; / { a = <&none>; };");
        _work.Write("board.dtb", "old");

        Assert.Equal(1, Workspace.Run("dts", source).ExitCode);
        Assert.Equal("old"u8.ToArray(), _work.Read("board.dtb"));
        Assert.Equal(["board.dtb", "board.dts"], _work.List());
    }

    [Fact]
    public void AMissingSourceIsAnErrorOfTheInput()
    {
        Outcome outcome = Workspace.Run("dts", _work.PathOf("none.dts"));

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal($"{_work.PathOf("none.dts")}: error HV1100: There is no file '{_work.PathOf("none.dts")}'.\n", outcome.Error);
    }

    [Fact]
    public void TheSourceIsNeverReplaced()
    {
        string source = _work.Write("board.dtb", "/dts-v1/; / { };");

        Outcome outcome = Workspace.Run("dts", source);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("would replace the source", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(2, Workspace.Run("dts", source, "-o", Path.Combine(_work.Folder, ".", "board.dtb")).ExitCode);
        Assert.Equal("/dts-v1/; / { };"u8.ToArray(), _work.Read("board.dtb"));
    }

    [Fact]
    public void AnOutputWithoutADirectoryIsAnErrorThatNamesIt()
    {
        string source = _work.Write("board.dts", "/dts-v1/; / { };");
        string output = _work.PathOf("none/board.dtb");

        Outcome outcome = Workspace.Run("dts", source, "-o", output);

        Assert.Equal((1, $"partition: error: There is no directory for '{output}'. Make it first.\n"), (outcome.ExitCode, outcome.Error));
    }

    [Theory]
    [InlineData("/n")]
    [InlineData("&l")]
    public void EachPropertyIsExplainedByItsPlace(string node)
    {
        string part = _work.Write("part.dtsi", "/ {\n\tl: n {\n\t\ta = <1>;\n\t\tb;\n\t};\n};\n");
        string source = _work.Write("board.dts", "/dts-v1/;\n#include \"part.dtsi\"\n&l {\n\ta = <2>;\n};\n/ { r = <&l>; };\n");

        Outcome outcome = Workspace.Run("dts", source, "--explain", node);

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal($"""
            /n                               {part}(2,7)
              opened again                   {source}(3,4)
              a                              {source}(4,2)
              b                              {part}(4,3)
              phandle                        (made by the compiler)

            """, outcome.Output);
        Assert.Equal(["board.dts", "part.dtsi"], _work.List());
        Assert.Equal(1, Workspace.Run("dts", source, "--explain", "/none").ExitCode);
    }

    private static byte[] CompileWithLibrary(string source, CompilerOptions options) =>
        DeviceTreeBlob.Write(DeviceTreeCompiler.Compile(source, new Tool.Files.DiskSourceFiles(), options).Document!);
}
