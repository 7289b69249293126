using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Tests.Assertions;
using Partition.Diagnostics;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

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

    private const string Reg = "HV1405: 'reg' of '/uart@0x10' has 4 bytes; "
        + "an entry has 1 + 1 cells, for address and size, as the parent's '#address-cells' and '#size-cells' say.";
    private const string Clocks = "HV1422: 'clocks' ends too early: '#clock-cells' of '/osc' is 1, "
        + "and behind the reference the value has 0.";
    private const string Form = "HV1411: The unit address of '/uart@0x10' is written without '0x'.";

    [Fact]
    public void AProfileAsksForMany() => Reports(Board, With(CheckSettings.Strict), Form, Reg, Clocks);

    [Fact]
    public void NothingIsWarnedOfUnlessAskedFor() => Tree(AnnotatedText.Parse(Board).Text);

    [Fact]
    public void AFindingNamesItsCheckAndItsSubject()
    {
        CompilationResult result = Compile(AnnotatedText.Parse(Board).Text, With(CheckSettings.Default));
        Assert.Equal(
            ["unit_address_format /uart@0x10", "reg_format /uart@0x10:reg", "clocks_property /uart@0x10:clocks"],
            result.Diagnostics.Select(static diagnostic => $"{diagnostic.Check} {diagnostic.Subject}"));
    }

    [Fact]
    public void AnErrorLeavesNoTreeAndHidesNothing()
    {
        CompilationResult result = Compile(AnnotatedText.Parse(Board).Text, With(CheckSettings.Default.WithError("reg_format")));
        Assert.Null(result.Document);
        Assert.Equal(
            [DiagnosticSeverity.Warning, DiagnosticSeverity.Error, DiagnosticSeverity.Warning],
            result.Diagnostics.Select(static diagnostic => diagnostic.Severity));
    }

    [Fact]
    public void ReportsOnlyErrorsWithoutWarnings()
    {
        CheckSettings settings = CheckSettings.Default.WithError("reg_format").WithoutWarnings();
        CompilationResult result = Compile(AnnotatedText.Parse(Board).Text, With(settings));
        Assert.Null(result.Document);
        Assert.Equal(Reg, Assert.Single(result.Diagnostics) is { } only ? $"{only.Code}: {only.Message}" : "");
    }

    [Fact]
    public void AnUnseenWarningStillHidesTheErrorsThatBuildOnIt()
    {
        const string Source = "/dts-v1/; / { bus@0 { #address-cells = [01]; #size-cells = <1>; ranges = <0>; }; };";
        CheckSettings settings = CheckSettings.Default.WithError("ranges_format").WithError("no-address_cells_is_cell");
        Assert.Equal(["address_cells_is_cell"], Compile(Source, With(settings)).Diagnostics.Select(static diagnostic => diagnostic.Check));
        Assert.Empty(Compile(Source, With(settings.WithoutWarnings())).Diagnostics);
    }

    [Fact]
    public void MakesNoCheckWhoseFindingsNobodySees()
    {
        Assert.True(TreeChecker.IsWanted(LevelsOf(CheckSettings.Default)));
        Assert.False(TreeChecker.IsWanted(LevelsOf(CheckSettings.Default.WithoutWarnings())));
        Assert.True(TreeChecker.IsWanted(LevelsOf(CheckSettings.Default.WithoutWarnings().WithError("reg_format"))));
        Assert.False(TreeChecker.IsWanted(LevelsOf(CheckSettings.None)));

        static CheckLevels LevelsOf(CheckSettings settings) => settings.Resolve(static _ => { });
    }

    [Fact]
    public void ChecksAreMadeBehindErrorsOfTheStructure() => Reports(
        """
        /dts-v1/;
        / { a: a { }; b: b { [|a:|] [|model = <1>;|] }; };
        """,
        With(CheckSettings.Default),
        "HV1007: The label 'a' is used twice.",
        "HV1402: 'model' of '/b' is one string.");

    [Fact]
    public void WhatIsWrongIsNotReportedAgainByWhatBuildsOnIt() => Reports(
        "/dts-v1/; / { bus { [|#address-cells = [01];|] #size-cells = <1>; ranges; uart@0 { reg = <0 1>; }; }; };",
        With(CheckSettings.Default),
        "HV1401: '#address-cells' of '/bus' is one cell of 4 bytes, not 1.");

    [Fact]
    public void ANodeAtFaultKeepsNoOtherFromBeingChecked() => Reports(
        """
        /dts-v1/;
        / {
          a { [|#clock-cells = [01];|] };
          b: b { #clock-cells = <1>; };
          c { [|clocks = <&b>;|] };
        };
        """,
        With(CheckSettings.Default),
        "HV1401: '#clock-cells' of '/a' is one cell of 4 bytes, not 1.",
        "HV1422: 'clocks' ends too early: '#clock-cells' of '/b' is 1, and behind the reference the value has 0.");

    [Fact]
    public void AnInterruptParentThatNobodyIsIsReportedOnce() => Reports(
        "/dts-v1/; / { interrupt-parent = <[|&pic|]>; a { interrupts = <1>; }; b { interrupts = <2>; }; };",
        With(CheckSettings.Default),
        "HV1021: No node carries the label 'pic'.");

    [Fact]
    public void ErrorsCanBeSwitchedOff()
    {
        const string Source = "/dts-v1/; / { a: a { /omit-if-no-ref/ c { }; }; a: b { name = \"x\"; }; };";
        CheckSettings settings = CheckSettings.None
            .WithError("no-duplicate_label")
            .WithError("no-name_properties")
            .WithError("no-omit_unused_nodes");
        CompilationResult result = Compile(Source, With(settings));
        Assert.Empty(result.Diagnostics);
        Assert.NotNull(result.Document!.FindByPath("/a/c"));
        Assert.NotNull(result.Document.FindByPath("/b")!.FindProperty("name"));
    }

    [Fact]
    public void TablesForOverlaysAreNotChecked()
    {
        CompilerOptions options = With(CheckSettings.Default.WithWarning("node_name_chars_strict")) with { GenerateSymbols = true };
        Assert.NotNull(Tree("/dts-v1/; / { a: a { }; };", options).FindByPath("/__symbols__"));
    }

    private static CompilerOptions With(CheckSettings checks) => CompilerOptions.Default with { Checks = checks };
}
