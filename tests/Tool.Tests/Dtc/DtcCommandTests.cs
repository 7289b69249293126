using Partition.DeviceTree.Checks;
using Partition.Tests;
using Partition.Tool.Dtc;
using Partition.Tool.Native;
using Partition.Tool.Tests.Support;
using NativeTool = Partition.Tests.Tool;

namespace Partition.Tool.Tests.Dtc;

public sealed class DtcCommandTests : IDisposable
{
    private const string Board = "/dts-v1/; / { a = <1>; n { b = \"x\"; }; };";
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void StandardInputAndOutputAreTheDefault()
    {
        Outcome blob = Workspace.RunWithInput(System.Text.Encoding.ASCII.GetBytes(Board), "dtc");
        Outcome text = Workspace.RunWithInput(blob.Bytes, "dtc", "-");

        Assert.Equal((0, ""), (blob.ExitCode, blob.Error));
        Assert.Equal(
            "/dts-v1/;\n\n/ {\n\ta = <0x01>;\n\n\tn {\n\t\tb = \"x\";\n\t};\n};\n",
            System.Text.Encoding.ASCII.GetString(text.Bytes));
    }

    [Theory]
    [InlineData("out.dtb", "in.dts", true)]
    [InlineData("out.dtbo", "in.dts", true)]
    [InlineData("out.dts", "in.dts", false)]
    [InlineData("out.DTS", "in.dts", false)]
    [InlineData("out", "in.dts", true)]
    [InlineData("out", "in.txt", true)]
    public void FormatsAreGuessedFromNames(string output, string input, bool isBlob)
    {
        Assert.Equal(0, Workspace.Run("dtc", "-o", _work.PathOf(output), _work.Write(input, Board)).ExitCode);
        Assert.Equal(isBlob, _work.Read(output)[0] == 0xd0);
    }

    [Fact]
    public void YamlNeedsASource()
    {
        Outcome yaml = Workspace.RunWithInput(System.Text.Encoding.ASCII.GetBytes(Board), "dtc", "-O", "yaml");
        Assert.Equal((0, "---\n- a: [[0x1]]\n  n:\n    b: [\"x\"]\n...\n"), (yaml.ExitCode, yaml.Text));

        byte[] blob = Workspace.RunWithInput(System.Text.Encoding.ASCII.GetBytes(Board), "dtc").Bytes;
        Outcome refused = Workspace.RunWithInput(blob, "dtc", "-O", "yaml");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("-O yaml needs a source", refused.Error, StringComparison.Ordinal);
    }

    [ToolTheory("gcc", "objcopy")]
    [InlineData("")]
    [InlineData("-V 16 -R 3 -S 4096")]
    [InlineData("-V 3 -p 40 -a 64")]
    public void AssemblyBecomesTheBlobWithLabelsAsSymbols(string options)
    {
        const string Labelled = "/dts-v1/; m: /memreserve/ 1 2; / { v = l1: <1 l2: 2>; p: q = [01]; n: node@0 { reg = <0>; }; };";
        string[] words = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string source = _work.Write("in.dts", Labelled);
        Workspace.Run(["dtc", "-q", .. words, "-O", "dtb", "-o", _work.PathOf("out.dtb"), source]).Succeeded();
        Workspace.Run(["dtc", "-q", .. words, "-O", "asm", "-o", _work.PathOf("out.S"), source]).Succeeded();

        Assert.Equal(0, NativeTool.Run("gcc", _work.Folder, "-c", "out.S", "-o", "out.o").ExitCode);
        Assert.Equal(0, NativeTool.Run("objcopy", _work.Folder, "-O", "binary", "-j", ".text", "out.o", "out.bin").ExitCode);
        Assert.Equal(Convert.ToHexStringLower(_work.Read("out.dtb")), Convert.ToHexStringLower(_work.Read("out.bin")));
        string text = System.Text.Encoding.ASCII.GetString(_work.Read("out.S"));
        Assert.All(
            ["m", "l1", "l2", "p", "n", "n_end", "dt_blob_start", "dt_struct_end", "dt_strings_end", "dt_blob_abs_end"],
            label => Assert.Contains($"\t.globl\t{label}\n{label}:\n", text, StringComparison.Ordinal));
    }

    [Fact]
    public void TheRuleForMakeNamesEveryFile()
    {
        _work.Write("part two.dtsi", "n { };");
        _work.Write("board.dts", "/dts-v1/; / { /include/ \"part two.dtsi\" };");

        Outcome outcome = _work.Start("dtc", "-d", "board.d", "-o", "board.dtb", "board.dts");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal("board.dtb: board.dts part\\ two.dtsi\n"u8.ToArray(), _work.Read("board.d"));
    }

    [Fact]
    public void TheStandardInputHasAName()
    {
        Assert.Equal(0, Workspace.RunWithInput("/dts-v1/; / { };"u8.ToArray(), "dtc", "-d", _work.PathOf("d"), "-O", "dtb").ExitCode);
        Assert.Equal("-: <stdin>\n"u8.ToArray(), _work.Read("d"));
    }

    [Theory]
    [InlineData(1, "There is more than one input.", "a.dts", "b.dts")]
    [InlineData(1, "There is no file 'none.dts'.", "none.dts")]
    [InlineData(1, "There is no output format 'fs'; there are dts, dtb, asm and yaml.", "-O", "fs")]
    [InlineData(1, "There is no input format 'yaml'; there are dts, dtb and fs.", "-I", "yaml")]
    [InlineData(1, "There is no input format 'x'; there are dts, dtb and fs.", "-I", "x")]
    [InlineData(1, "There is no blob version 4; there are 1, 2, 3, 16 and 17.", "-V", "4")]
    [InlineData(1, "-a takes a power of two, not '3'.", "-a", "3")]
    [InlineData(1, "-R takes a number, not 'x'.", "-R", "x")]
    [InlineData(1, "-H takes legacy, epapr or both, not 'x'.", "-H", "x")]
    [InlineData(1, "-p and -S cannot both be set.", "-p", "1", "-S", "1")]
    public void OptionsThatMeanNothingAreErrors(int exitCode, string message, params string[] arguments)
    {
        Outcome ours = Workspace.Run(["dtc", .. arguments]);
        Outcome native = Workspace.Run(["dtc", "--dtc-messages", .. arguments]);

        Assert.Equal((exitCode, $"dtc: error: {message}\n"), (ours.ExitCode, ours.Error));
        Assert.Equal((exitCode, $"FATAL ERROR: {message}\n"), (native.ExitCode, native.Error));
    }

    [Theory]
    [InlineData("/dts-v1/; / { a = <-1>; };", 1)]
    [InlineData("/dts-v1/; / { a = <&none>; };", 2)]
    public void AFailureLeavesTheOldOutputAndNoRule(string source, int exitCode)
    {
        _work.Write("board.dtb", "old");

        Outcome outcome = Workspace.Run(
            "dtc", "-d", _work.PathOf("board.d"), "-o", _work.PathOf("board.dtb"), _work.Write("board.dts", source));

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Equal("old"u8.ToArray(), _work.Read("board.dtb"));
        Assert.Equal(["board.dtb", "board.dts"], _work.List());
    }

    [Fact]
    public void ADirectoryIsATree()
    {
        Directory.CreateDirectory(_work.PathOf("tree/n@1"));
        _work.Write("tree/model", "a board\0");
        _work.Write("tree/n@1/reg", [0, 0, 0, 1]);
        _work.Write("tree/n@1/name", "n\0");

        Outcome outcome = Workspace.Run("dtc", "-q", "-O", "dts", _work.PathOf("tree"));

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(
            "/dts-v1/;\n\n/ {\n\tmodel = \"a board\";\n\n\tn@1 {\n\t\treg = <0x01>;\n\t};\n};\n",
            System.Text.Encoding.ASCII.GetString(outcome.Bytes));
    }

    [Fact]
    public void TheProgramAnswersToTheNameOfDtc()
    {
        _work.Write("board.dts", "/dts-v1/;\n/ {\n\ta = <-1>;\n};\n");

        Outcome outcome = _work.StartAs("dtc", "-o", "board.dtb", "board.dts");

        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("Error: board.dts:3.7-8 ", outcome.Error, StringComparison.Ordinal);
        Assert.EndsWith("FATAL ERROR: Unable to parse input tree\n", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TheVersionIsFoundWhereScriptsLookForIt() =>
        Assert.Matches(@"^Version: DTC \d+\.\d+\.\d+ \(partition \d+\.\d+\.\d+\)\n$", Workspace.Run("dtc", "--version").Output);

    [Fact]
    public void ABlobThatIsLargerThanAskedForIsAWarning()
    {
        string source = _work.Write("board.dts", "/dts-v1/; / { };");

        Assert.Equal(
            "dtc: warning: The blob has 72 bytes; -S 71 leaves no room.\n",
            Workspace.Run("dtc", "-O", "dtb", "-S", "71", source).Error);
        Assert.Equal("", Workspace.Run("dtc", "-O", "dtb", "-S", "72", source).Error);
        Assert.Equal("", Workspace.Run("dtc", "-q", "-O", "dtb", "-S", "71", source).Error);
    }

    [Fact]
    public void AForcedOutputHasAllThatDoesNotDependOnTheFault()
    {
        string source = _work.Write("board.dts", "/dts-v1/; / { a = <&none>; b = <&n>; c = &n; n: n { }; };");

        Outcome outcome = Workspace.Run("dtc", "-f", "-O", "dtb", source);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("error HV1021", outcome.Error, StringComparison.Ordinal);
        Assert.EndsWith(
            "dtc: warning: The input has errors; the output was written because of -f.\n",
            outcome.Error,
            StringComparison.Ordinal);
        Assert.Equal("", Workspace.Run("dtc", "-qqqf", "-O", "dtb", source).Error);
        Assert.Equal("ffffffff\n1\n/n\n", Workspace.Run("fdtget", "-t", "x", _work.Write("a.dtb", outcome.Bytes), "/", "a", "/", "b").Output
            + Workspace.Run("fdtget", _work.PathOf("a.dtb"), "/", "c").Output);
    }

    [Theory]
    [InlineData(0, "Warning (unit_address_vs_reg): /n@1: ")]
    [InlineData(0, "", "-q")]
    [InlineData(0, "", "-Wno-unit_address_vs_reg")]
    [InlineData(2, "ERROR (unit_address_vs_reg): /n@1: ", "-Eunit_address_vs_reg")]
    [InlineData(0, "", "-Wno-unit_address_vs_reg", "-Wno-graph_child_address")]
    public void ChecksAreSwitchedAndReportedInTheFormOfDtc(int exitCode, string expected, params string[] options)
    {
        string source = _work.Write("board.dts", "/dts-v1/;\n/ {\n\tn@1 {\n\t};\n};\n");

        Outcome outcome = Workspace.Run(["dtc", "--dtc-messages", "-O", "dtb", .. options, source]);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.StartsWith(expected.Length == 0 ? "" : $"{source}:3.6-4.4: {expected}", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(expected.Length == 0, outcome.Error.Length == 0);
    }

    [Fact]
    public void ChecksThatDtcDoesNotHaveAreOff()
    {
        CheckSettings checks = new DtcOptionReader(new NativeArguments()).Read().Compiler.Checks;

        Assert.All(CheckSettings.NamesUnknownToDtc, name => Assert.Equal(CheckLevel.Off, checks.LevelOf(name)));
        Assert.All(
            CheckSettings.Names.Except(CheckSettings.NamesUnknownToDtc),
            name => Assert.Equal(CheckSettings.Default.LevelOf(name), checks.LevelOf(name)));
    }

    [Theory]
    [InlineData("<stdout>: Warning (unit_address_vs_reg): /n@1: ", "--dtc-messages")]
    [InlineData("<stdin>: warning HV1410: '/n@1' has ")]
    public void BlobsAreCheckedAtNoLine(string expected, params string[] options)
    {
        byte[] blob = Workspace.RunWithInput("/dts-v1/; / { n@1 { }; };"u8.ToArray(), "dtc", "-q", "-O", "dtb").Bytes;

        Outcome outcome = Workspace.RunWithInput(blob, ["dtc", "-O", "dtb", .. options]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith(expected, outcome.Error, StringComparison.Ordinal);
        Assert.Equal(blob, outcome.Bytes);
    }

    [Fact]
    public void ABlobWithAnErrorIsOnlyWrittenByForce()
    {
        byte[] blob = Workspace.RunWithInput(
            "/dts-v1/; / { a { phandle = <1>; }; b { phandle = <1>; }; };"u8.ToArray(), "dtc", "-qqqf", "-O", "dtb").Bytes;

        Assert.Equal(2, Workspace.RunWithInput(blob, "dtc", "-O", "dtb").ExitCode);
        Assert.Equal(blob, Workspace.RunWithInput(blob, "dtc", "-f", "-O", "dtb").Bytes);
    }
}
