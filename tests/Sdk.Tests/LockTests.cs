namespace Partition.Sdk.Tests;

/// <summary>The lock file, and what a build may do to it.</summary>
[Trait("Speed", "Slow")]
public sealed class LockTests
{
    private const string LockFile = "partition.lock.json";

    [Fact]
    public void ABuildLocksThePartitionAndTheNextLeavesTheFileAlone()
    {
        using TestProject project = GuestProject.Create();
        Assert.Empty(project.Build().Errors);
        string locked = File.ReadAllText(project[LockFile]);
        Assert.Contains(
            """{"device":"uart1","path":"/serial@1000a000","guest":"guest0","access":"Emulated",""",
            locked,
            StringComparison.Ordinal);

        project.Touch("board.dts");
        DateTime date = File.GetLastWriteTimeUtc(project[LockFile]);
        Assert.Empty(project.Build().Errors);

        Assert.Equal(locked, File.ReadAllText(project[LockFile]));
        Assert.Equal(date, File.GetLastWriteTimeUtc(project[LockFile]));
    }

    [Fact]
    public void LockedModeBuildsWhatIsLocked()
    {
        using TestProject project = GuestProject.Create();
        project.Build();

        Assert.Empty(project.Build("Rebuild", ("LockedMode", "true")).Errors);
    }

    [Fact]
    public void LockedModeRefusesWhatMovedAndNamesIt()
    {
        using TestProject project = GuestProject.Create();
        project.Build();
        string locked = File.ReadAllText(project[LockFile]);
        project.WriteProject(GuestProject.Guest.Replace("; !uart3", "; !uart2", StringComparison.Ordinal));

        BuildOutcome outcome = project.Build("Build", ("LockedMode", "true"));

        string error = Assert.Single(outcome.Errors);
        Assert.StartsWith(
            "partition.lock.json: HV2080: The partition under Xvisor is not the locked one: ",
            error,
            StringComparison.Ordinal);
        Assert.Contains("'uart3' of guest 'guest0' is new", error, StringComparison.Ordinal);
        Assert.Contains("'uart2' of guest 'guest0' is gone", error, StringComparison.Ordinal);
        Assert.Equal(locked, File.ReadAllText(project[LockFile]));

        Assert.Empty(project.Build().Errors);
        Assert.NotEqual(locked, File.ReadAllText(project[LockFile]));
    }

    [Fact]
    public void LockedModeWantsALock()
    {
        using TestProject project = GuestProject.Create();

        BuildOutcome outcome = project.Build("Build", ("LockedMode", "true"));

        Assert.StartsWith("partition.lock.json: HV2081:", Assert.Single(outcome.Errors), StringComparison.Ordinal);
        Assert.False(File.Exists(project[LockFile]));
    }

    [Fact]
    public void EachHypervisorHasItsOwnSection()
    {
        using TestProject project = GuestProject.Create();
        project.Build();
        string ofXvisor = File.ReadAllText(project[LockFile]);

        Assert.Empty(project.Build("Build", ("Hypervisor", "None")).Errors);

        string both = File.ReadAllText(project[LockFile]);
        Assert.Contains("\"None\": [", both, StringComparison.Ordinal);
        Assert.EndsWith(ofXvisor[ofXvisor.IndexOf("    \"Xvisor\"", StringComparison.Ordinal)..], both, StringComparison.Ordinal);
        Assert.Empty(project.Build("Build", ("LockedMode", "true")).Errors);
    }

    [Fact]
    public void ALockThatIsGoneIsMadeAgainAndCleaningLeavesIt()
    {
        using TestProject project = GuestProject.Create();
        project.Build();
        project.Build("Clean");
        Assert.True(File.Exists(project[LockFile]));

        project.Build();
        File.Delete(project[LockFile]);
        project.Build();

        Assert.True(File.Exists(project[LockFile]));
    }

    [Fact]
    public void ABrokenLockIsNotOverwritten()
    {
        using TestProject project = GuestProject.Create();
        project.Write(LockFile, "<<<<<<< HEAD\n");

        BuildOutcome outcome = project.Build();

        Assert.StartsWith("partition.lock.json(1,1): HV2083:", Assert.Single(outcome.Errors), StringComparison.Ordinal);
        Assert.Equal("<<<<<<< HEAD\n", File.ReadAllText(project[LockFile]));
    }

    [Theory]
    [InlineData("<PartitionLockFile>none</PartitionLockFile>")]
    [InlineData("")]
    public void NoLockIsKeptWhereTheProjectOrTheCommandLineWantsNone(string properties)
    {
        using TestProject project = GuestProject.Create(properties: properties);

        Assert.Empty((properties.Length > 0 ? project.Build() : project.Build(("PartitionLockFile", "none"))).Errors);

        Assert.False(File.Exists(project[LockFile]));
        Assert.False(File.Exists(project["none"]));
    }

    [Fact]
    public void ThePlanIsShownWithoutBuilding()
    {
        using TestProject project = GuestProject.Create();

        BuildOutcome outcome = project.Build("PlanPartition");

        Assert.Equal(2, outcome.Highlights.Length);
        Assert.Equal($"board -> {project["obj/Debug/plan.txt"]}", outcome.Highlights[1]);
        string table = outcome.Highlights[0];
        Assert.Matches(@"^guest +RAM +at guest addresses +at board addresses +CPUs +on CPUs\n", table);
        Assert.Matches(@"\nuart1 +\[0x1000a000\.\.0x1000b000\) +\d+ +emulated\n", table);
        Assert.Contains("\nnot given to any guest: uart3\n", table, StringComparison.Ordinal);
        Assert.False(Directory.Exists(project["bin/Debug/guests"]));
        Assert.Equal(outcome.Highlights.AsEnumerable(), project.Build("PlanPartition").Highlights.AsEnumerable());
    }

    [Fact]
    public void AnAllowanceIsReadWithItsReasonAndShownInThePlan()
    {
        const string Console = """
            <Guest Include="guest0" Memory="16M" Devices="*; !uart3" Kernel="kernel.elf" Firmware="none" />
            <GuestDevice Include="uart0" Guest="guest0" Access="Passthrough" />
            """;
        using TestProject project = GuestProject.Create(Console);
        BuildOutcome refused = project.Build();
        Assert.Contains(
            refused.Errors,
            static error => error.Contains("HV2032: ", StringComparison.Ordinal) && error.Contains("'uart0'", StringComparison.Ordinal));

        project.WriteProject(Console + """<PartitionAllowance Include="uart0" Rule="HV2032" Reason="a test of the console" />""");
        BuildOutcome allowed = project.Build("PlanPartition");

        Assert.DoesNotContain(allowed.Errors, static error => error.Contains("HV2032", StringComparison.Ordinal));
        Assert.Contains(
            allowed.Highlights,
            static text =>
                text.Contains("allowed: HV2032 for uart0", StringComparison.Ordinal)
                    && text.Contains("a test of the console", StringComparison.Ordinal));
        Assert.Contains("\"reason\":\"a test of the console\"", File.ReadAllText(project[LockFile]), StringComparison.Ordinal);
    }

    [Fact]
    public void ABoardMayBeABlob()
    {
        using TestProject project = GuestProject.Create();
        project.Build();
        string expected = Convert.ToHexString(File.ReadAllBytes(project["bin/Debug/guests/guest0/system.dtb"]));
        File.Copy(project["bin/Debug/board.dtb"], project["blob.dtb"]);
        project.WriteProject(
            GuestProject.Guest.Replace("!uart3", "!/serial@1000c000", StringComparison.Ordinal),
            "<HostDeviceTree>blob.dtb</HostDeviceTree>");

        Assert.Empty(project.Build("Rebuild").Errors);

        Assert.Equal(expected, Convert.ToHexString(File.ReadAllBytes(project["bin/Debug/guests/guest0/system.dtb"])));
    }
}
