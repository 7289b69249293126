using static Partition.DeviceTree.Tests.Source;

namespace Partition.DeviceTree.Tests.Checks;

public class TreeCheckerTests
{
    private const string Board = """
        /dts-v1/;
        / {
          #address-cells = <1>; #size-cells = <1>;
          osc: osc { #clock-cells = <1>; };
          uart@0x10 [|{ [|reg = <0x10>;|] [|clocks = <&osc>;|] };|]
        };
        """;

    private const string Reg = "HV1405: 'reg' of '/uart@0x10' has 4 bytes; an entry has 1 + 1 cells, for address and size, as the parent's '#address-cells' and '#size-cells' say.";
    private const string Clocks = "HV1422: 'clocks' ends too early: '#clock-cells' of '/osc' is 1, and behind the reference the value has 0.";
    private const string Form = "HV1411: The unit address of '/uart@0x10' is written without '0x' and without leading zeros.";

    [Fact]
    public void AllWarningsCanBeAskedFor() => Reports(Board, new CompilerOptions { Warnings = ["all"] }, Form, Reg, Clocks);

    [Fact]
    public void WarningsAreAskedForByName() => Reports(
        "/dts-v1/; / { uart@0 { [|reg = <1>;|] }; };",
        new CompilerOptions { Warnings = ["reg_format"] },
        "HV1405: 'reg' of '/uart@0' has 4 bytes; an entry has 2 + 1 cells, for address and size, as the parent's '#address-cells' and '#size-cells' say.");

    [Fact]
    public void WarningsCanBeTakenAwayAgain()
    {
        CompilationResult result = Compile(AnnotatedText.Parse(Board).Text, new() { Warnings = ["all", "no-reg_format", "no_clocks_property"] });
        Assert.Equal([Form], result.Diagnostics.Select(static diagnostic => $"{diagnostic.Code}: {diagnostic.Message}"));
        Assert.NotNull(result.Document);
    }

    [Fact]
    public void NothingIsWarnedOfUnlessAskedFor() => Tree(AnnotatedText.Parse(Board).Text);

    [Fact]
    public void UnknownNamesAreNoted()
    {
        Diagnostic diagnostic = Assert.Single(Compile("/dts-v1/; / { };", new() { Warnings = ["no-graph_child_address"] }).Diagnostics);
        Assert.Equal(DiagnosticSeverity.Information, diagnostic.Severity);
        Assert.Equal("info HV1400: There is no check 'graph_child_address' here; nothing is done about it.", diagnostic.ToString());
    }
}
