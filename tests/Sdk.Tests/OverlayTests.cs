namespace Partition.Sdk.Tests;

/// <summary>Overlays in a project: they must fit their base, and are applied when the project asks for it.</summary>
public sealed class OverlayTests
{
    private const string Fitting = """
        /dts-v1/;
        /plugin/;
        &uart1 { status = "disabled"; };
        """;

    [Fact]
    public void OverlayThatFitsIsCompiledAndApplied()
    {
        using TestProject project = Create(Fitting);

        BuildOutcome outcome = project.Build();

        Assert.Empty(outcome.Errors);
        Assert.True(File.Exists(project["bin/Debug/quiet.dtbo"]));
        Assert.True(File.ReadAllBytes(project["bin/Debug/board-quiet.dtb"]).AsSpan().IndexOf("disabled"u8) > 0);
    }

    [Fact]
    public void OverlayForALabelThatTheBaseLacksIsRefusedAtItsPlace()
    {
        using TestProject project = Create(Fitting.Replace("uart1", "uart7", StringComparison.Ordinal));

        BuildOutcome outcome = project.Build();

        string error = Assert.Single(outcome.Errors);
        Assert.StartsWith("quiet.dtso(3,", error, StringComparison.Ordinal);
        Assert.Contains("uart7", error, StringComparison.Ordinal);
        Assert.False(File.Exists(project["bin/Debug/quiet.dtbo"]));
    }

    [Fact]
    public void OverlayIsCompiledAgainWhenItsBaseChanges()
    {
        using TestProject project = Create(Fitting);
        project.Build();
        DateTime before = File.GetLastWriteTimeUtc(project["bin/Debug/quiet.dtbo"]);

        Assert.DoesNotContain("CompileDeviceTreeOverlay", project.Build().Stages);
        project.Touch("board.dtsi");

        Assert.Contains("CompileDeviceTreeOverlay", project.Build().Stages);
        Assert.NotEqual(before, File.GetLastWriteTimeUtc(project["bin/Debug/quiet.dtbo"]));
    }

    [Fact]
    public void UnknownProfileIsToldWithThoseThatThereAre()
    {
        using TestProject project = GuestProject.Create(properties: "<WarningProfile>pedantic</WarningProfile>");

        Assert.Contains("none, default, kernel or strict", Assert.Single(project.Build().Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void CheckIsSwitchedByItsName()
    {
        using TestProject project = GuestProject.Create();
        project.Write("board.dts", TestBoard.Source.Replace("serial@1000a000", "serial", StringComparison.Ordinal));
        Assert.Empty(project.Build().Warnings);

        project.WriteProject(GuestProject.Guest, "<DeviceTreeChecks>unit_address_vs_reg</DeviceTreeChecks>");

        Assert.Contains("board.dts(", Assert.Single(project.Build().Warnings), StringComparison.Ordinal);
    }

    private static TestProject Create(string overlay)
    {
        TestProject project = GuestProject.Create(
            GuestProject.Guest + """<DeviceTreeOverlay Include="quiet.dtso" MergedTree="board-quiet.dtb" />""");
        project.Write("quiet.dtso", overlay);
        return project;
    }
}
