using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Tests.Assertions;
using Partition.Diagnostics;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Checks;

public class CheckSettingsTests
{
    [Fact]
    public void ThereAreTheChecksOfDtcAndOurs()
    {
        Assert.Equal(89, CheckSettings.Names.Length - CheckSettings.NamesUnknownToDtc.Length);
        Assert.Equal(CheckSettings.NamesUnknownToDtc.AsEnumerable(), CheckSettings.Names.Skip(89));
        Assert.Equal(CheckSettings.Names.Distinct(), CheckSettings.Names);
        Assert.Equal("always_fail", CheckSettings.Names[88]);
    }

    [Theory]
    [InlineData(CheckProfile.None, 0)]
    [InlineData(CheckProfile.Default, 77)]
    [InlineData(CheckProfile.Kernel, 70)]
    [InlineData(CheckProfile.Strict, 81)]
    public void AProfileSetsLevels(CheckProfile profile, int warnings)
    {
        CheckSettings settings = CheckSettings.Of(profile);
        Assert.Equal(warnings, CheckSettings.Names.Count(name => settings.LevelOf(name) == CheckLevel.Warning));
        Assert.Equal(13, CheckSettings.Names.Count(name => settings.LevelOf(name) == CheckLevel.Error));
    }

    [Fact]
    public void RaisingACheckRaisesWhatItBuildsOn()
    {
        CheckSettings settings = CheckSettings.None.WithWarning("reg_format").WithError("addr_size_cells");
        Assert.Equal(CheckLevel.Warning, settings.LevelOf("reg_format"));
        Assert.Equal(CheckLevel.Error, settings.LevelOf("addr_size_cells"));
        Assert.Equal(CheckLevel.Error, settings.LevelOf("size_cells_is_cell"));
        Assert.Equal(CheckLevel.Off, settings.LevelOf("ranges_format"));
    }

    [Theory]
    [InlineData("no-reg_format")]
    [InlineData("no_reg_format")]
    public void LoweringACheckLowersWhatBuildsOnIt(string name)
    {
        CheckSettings settings = CheckSettings.Default.WithWarning(name);
        Assert.Equal(CheckLevel.Off, settings.LevelOf("reg_format"));
        Assert.Equal(CheckLevel.Off, settings.LevelOf("i2c_bus_reg"));
        Assert.Equal(CheckLevel.Warning, settings.LevelOf("ranges_format"));
    }

    [Fact]
    public void AWarningThatIsSwitchedOffLeavesTheError()
    {
        CheckSettings settings = CheckSettings.Default
            .WithWarning("no-duplicate_label")
            .WithError("reg_format")
            .WithWarning("no-reg_format");
        Assert.Equal(CheckLevel.Error, settings.LevelOf("duplicate_label"));
        Assert.Equal(CheckLevel.Error, settings.LevelOf("reg_format"));
        Assert.Equal(CheckLevel.Off, settings.WithError("no-reg_format").LevelOf("reg_format"));
    }

    [Fact]
    public void SettingsDoNotChange()
    {
        CheckSettings.Default.WithWarning("no-reg_format");
        Assert.Equal(CheckLevel.Warning, CheckSettings.Default.LevelOf("reg_format"));
    }

    [Fact]
    public void UnknownNamesAreNoted()
    {
        var options = new CompilerOptions { Checks = CheckSettings.None.WithWarning("no-graph_child_address") };
        Diagnostic diagnostic = Assert.Single(Compile("/dts-v1/; / { };", options).Diagnostics);
        Assert.Equal(DiagnosticSeverity.Information, diagnostic.Severity);
        Assert.Equal("info HV1400: There is no check 'graph_child_address' here; nothing is done about it.", diagnostic.ToString());
        Assert.Equal(CheckLevel.Off, options.Checks.LevelOf("graph_child_address"));
    }
}
