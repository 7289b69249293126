namespace Partition.Sdk.Tests;

/// <summary>A warning stays until its cause is gone: builds in which its stage has nothing to do tell it again.</summary>
[Trait("Speed", "Slow")]
public sealed class WarningReplayTests
{
    /// <summary>The stage, and the code that it warns with.</summary>
    public static TheoryData<string, string> Stages => new()
    {
        { "CompileDeviceTree", "HV1409" },
        { "CompileDeviceTreeOverlay", "HV1105" },
        { "PlanPartition", "HV0016" },
        { "PatchGuestKernel", "HV3014" },
        { "WriteBootFiles", "HV3044" },
        { "PackDiskImage", "HV4314" },
    };

    [Theory]
    [MemberData(nameof(Stages))]
    public void AWarningOfAStageThatIsSkippedIsToldAgain(string stage, string code)
    {
        using TestProject project = CreateWithWarning(stage);
        BuildOutcome first = project.Build();
        string warning = Assert.Single(first.Warnings);
        Assert.Contains($": {code}: ", warning, StringComparison.Ordinal);

        BuildOutcome second = project.Build();

        Assert.Empty(second.Stages);
        Assert.Equal<string>(first.Warnings.AsEnumerable(), second.Warnings);
        Assert.Equal(Shown(first), Shown(second));
    }

    [Fact]
    public void AWarningThatIsToldAgainIsWhereItsLineIsNow()
    {
        const string Unknown = """<Guest Include="guest0" Memory="64M" Devices="*; !uart3" Kernel="kernel.elf" """
            + """Firmware="none" Memry="1" />""";
        using TestProject project = GuestProject.Create(Unknown);
        Assert.StartsWith("board.partproj(12,", Assert.Single(project.Build().Warnings), StringComparison.Ordinal);

        project.WriteProject("\n\n" + Unknown);
        BuildOutcome moved = project.Build();
        project.WriteProject(Unknown + " ");
        BuildOutcome changed = project.Build();

        Assert.Empty(changed.Errors);
        Assert.Empty(moved.Stages);
        Assert.StartsWith("board.partproj(14,", Assert.Single(moved.Warnings), StringComparison.Ordinal);
        Assert.Empty(changed.Stages);
        Assert.StartsWith("board.partproj: HV0016", Assert.Single(changed.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void AWarningThatIsToldAgainIsAnErrorForWhoeverWantsThat()
    {
        using TestProject project = CreateWithWarning("PackDiskImage");
        Assert.True(project.Build().Succeeded);

        BuildOutcome strict = project.Build(("MSBuildTreatWarningsAsErrors", "true"));

        Assert.False(strict.Succeeded);
        Assert.Contains("HV4314", Assert.Single(strict.Errors), StringComparison.Ordinal);
        Assert.Empty(strict.Stages);
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void AFirstBuildForWhichWarningsAreErrorsDoesNotForgetThem(string stage, string code)
    {
        using TestProject project = CreateWithWarning(stage);

        for (int build = 0; build < 2; build++)
        {
            BuildOutcome strict = project.Build(("MSBuildTreatWarningsAsErrors", "true"));
            Assert.False(strict.Succeeded);
            Assert.Contains(strict.Errors, error => error.Contains($": {code}: ", StringComparison.Ordinal));
        }

        Assert.Contains($": {code}: ", Assert.Single(project.Build().Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void AWarningThatIsToldAgainIsSilencedLikeAnyOther()
    {
        using TestProject project = CreateWithWarning("PackDiskImage");
        Assert.Single(project.Build().Warnings);

        Assert.Empty(project.Build(("MSBuildWarningsAsMessages", "HV4314")).Warnings);
    }

    [Fact]
    public void AWarningEndsWithItsCause()
    {
        using TestProject project = CreateWithWarning("CompileDeviceTree");
        Assert.Single(project.Build().Warnings);

        project.Write("board.dts", TestBoard.Source);
        project.Touch("board.dts");

        Assert.Empty(project.Build().Warnings);
        Assert.Empty(project.Build().Warnings);
    }

    [Fact]
    public void OnlyTheRunsOfAStageThatWereSkippedAreToldAgain()
    {
        using TestProject project = CreateWithWarning("PatchGuestKernel");
        string other = GuestProject.Guest
            .Replace("guest0", "guest1", StringComparison.Ordinal)
            .Replace("*; !uart3", "uart3", StringComparison.Ordinal);
        project.WriteProject($"{GuestProject.Guest}{other}");
        string[] warnings = [.. project.Build().Warnings];
        Assert.Equal(2, warnings.Length);

        File.Delete(project["bin/Debug/guests/guest1/Image"]);
        BuildOutcome second = project.Build();

        Assert.Contains("PatchGuestKernel", second.Stages);
        Assert.Equal<string>(warnings, second.Warnings.AsEnumerable());
    }

    [Fact]
    public void CleanTakesTheRememberedWarningsWithIt()
    {
        using TestProject project = CreateWithWarning("CompileDeviceTree");
        project.Build();
        Assert.NotEmpty(Directory.EnumerateFiles(project["obj"], "*.record", SearchOption.AllDirectories));

        project.Build("Clean");

        Assert.Empty(Directory.EnumerateFiles(project["obj"], "*.record", SearchOption.AllDirectories));
    }

    private static TestProject CreateWithWarning(string stage)
    {
        TestProject project = GuestProject.Create();
        switch (stage)
        {
            case "CompileDeviceTree":
                project.Write("board.dts", TestBoard.Source.Replace("serial@1000a000", "serial", StringComparison.Ordinal));
                project.WriteProject(GuestProject.Guest, "<DeviceTreeChecks>unit_address_vs_reg</DeviceTreeChecks>");
                break;
            case "CompileDeviceTreeOverlay":
                project.WriteProject($"{GuestProject.Guest}<DeviceTreeOverlay Include=\"camera.dtso\" />");
                project.Write("camera.dtso", "/dts-v1/; /plugin/;\n#warning later\n&{/} { camera { }; };");
                break;
            case "PlanPartition":
                project.WriteProject(GuestProject.Guest.Replace("Memory=", "Memroy=", StringComparison.Ordinal));
                break;
            case "PatchGuestKernel":
                project.Write("kernel.elf", OddKernels.WithConditionalInstruction(out _));
                break;
            case "WriteBootFiles":
                project.Write("kernel.elf", OddKernels.WithLoadAddress(0x10000000));
                break;
            case "PackDiskImage":
                project.WriteProject($"{GuestProject.Guest}<DiskLink Include=\"/init\" LinkTarget=\"/sbin/init\" />");
                break;
        }

        return project;
    }

    /// <summary>The lines of sources below warnings; without what a build says of its outputs.</summary>
    private static string[] Shown(BuildOutcome outcome) =>
        [.. outcome.Highlights.Where(static line => !line.Contains(" -> ", StringComparison.Ordinal))];
}
