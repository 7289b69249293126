namespace Partition.Sdk.Tests;

/// <summary>What an IDE asks of a project without building it.</summary>
[Trait("Speed", "Slow")]
public sealed class DesignTimeTests
{
    private const string Items = GuestProject.Guest + """
        <DeviceTreeOverlay Include="more.dtso" />
        <RootFile Include="motd" TargetPath="/etc/motd" />
        <DiskDirectory Include="files" TargetPath="/files" />
        """;

    private static readonly (string, string)[] s_designTime =
    [
        ("DesignTimeBuild", "true"),
        ("BuildingInsideVisualStudio", "true"),
        ("SkipCompilerExecution", "true"),
    ];

    public static TheoryData<string> Targets =>
    [
        "CompileDesignTime",
        "ResolveAssemblyReferencesDesignTime",
        "ResolveProjectReferencesDesignTime",
        "ResolvePackageDependenciesDesignTime",
        "CollectUpToDateCheckInputDesignTime", "CollectUpToDateCheckOutputDesignTime", "CollectUpToDateCheckBuiltDesignTime",
        "GetTargetPath", "GetPartitionOutputs", "Build",
    ];

    [Theory]
    [MemberData(nameof(Targets))]
    public void DesignTimeBuildWritesNothing(string target)
    {
        using TestProject project = Create();
        project.Build("GetPartitionOutputs"); // For the restore, which is no part of it.
        string[] before = Files(project);

        BuildOutcome outcome = project.Build(target, s_designTime);

        Assert.Empty(outcome.Errors);
        Assert.Empty(outcome.Stages);
        Assert.Empty(Files(project).Except(before));
    }

    [Fact]
    public void UpToDateCheckSeesIncludedFilesAndFolders()
    {
        using TestProject project = Create();
        Assert.Empty(project.Build().Errors);

        string[] inputs = project.Items("CollectUpToDateCheckInputDesignTime", s_designTime);

        Assert.All(
            new[] { "board.dts", "board.dtsi", "more.dtso", "kernel.elf", "motd", Path.Combine("files", "a", "b"), "board.partproj" },
            file => Assert.Contains(project[file], inputs));
    }

    [Fact]
    public void ABuildMakesTheStampNewerThanAllInputs()
    {
        using TestProject project = Create();
        Assert.Empty(project.Build().Errors);
        string stamp = Assert.Single(project.Items("CollectUpToDateCheckBuiltDesignTime", s_designTime));
        DateTime first = File.GetLastWriteTimeUtc(stamp);

        project.Build();
        Assert.Equal(first, File.GetLastWriteTimeUtc(stamp));

        File.SetLastWriteTimeUtc(stamp, first.AddHours(-1));
        File.WriteAllText(project["motd"], "changed");
        Assert.Empty(project.Build().Errors);

        Assert.All(
            project.Items("CollectUpToDateCheckInputDesignTime", s_designTime),
            input => Assert.True(File.GetLastWriteTimeUtc(input) <= File.GetLastWriteTimeUtc(stamp), input));
    }

    [Fact]
    public void AFailedBuildLeavesNoNewerStamp()
    {
        using TestProject project = Create();
        Assert.Empty(project.Build().Errors);
        string stamp = Assert.Single(project.Items("CollectUpToDateCheckBuiltDesignTime", s_designTime));
        DateTime first = File.GetLastWriteTimeUtc(stamp);

        project.Write("board.dtsi", "/ { broken");
        project.Touch("board.dtsi");

        Assert.False(project.Build().Succeeded);
        Assert.Equal(first, File.GetLastWriteTimeUtc(stamp));
    }

    /// <summary>Projects that have more or less of a partition.</summary>
    public static TheoryData<string, string> Shapes => new()
    {
        { Items, "" },
        { Items.Replace("TargetPath=\"/etc/motd\"", "TargetPath=\"/etc/motd\" Guest=\"GUEST0\"", StringComparison.Ordinal), "" },
        { GuestProject.Guest, "" },
        {
            GuestProject.Guest
                + """<Guest Include="guest1" Devices="uart3" Kernel="kernel.elf" Firmware="none" RootFileSystem="files" />"""
                + """<RootFile Include="motd" TargetPath="/motd" Guest="guest1" />""",
            ""
        },
        { Items, "<Hypervisor>None</Hypervisor>" },
        { Items, "<Hypervisor>None</Hypervisor><DiskImage>bin/own.img</DiskImage>" },
        { GuestProject.Guest, "<Hypervisor>None</Hypervisor><DiskImage>bin/own.img</DiskImage>" },
        { GuestProject.Guest.Replace("Firmware=\"none\"", "Firmware=\"kernel.elf\"", StringComparison.Ordinal), "" },
        { """<DeviceTreeOverlay Include="more.dtso" MergedTree="merged.dtb" />""", "" },
        { """<DiskFile Include="motd" TargetPath="/motd" />""", "" },
        { "", "" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void TheOutputsAreWhatABuildMakes(string items, string properties)
    {
        using TestProject project = Create(items, properties);
        string[] expected = project.Items("GetPartitionOutputs", s_designTime);
        Assert.Empty(project.Build().Errors);

        string[] outputs = [.. project.Items("GetPartitionOutputs").Order(StringComparer.Ordinal)];

        Assert.Equal(Folders.FilesOf(project["bin"]).Select(file => project[$"bin/{file}"]), outputs);
        Assert.Equal(outputs, expected.Order(StringComparer.Ordinal));
        Assert.Equal(outputs, project.Items("CollectUpToDateCheckOutputDesignTime", s_designTime).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void SolutionsAndIdesFindOutWhatTheProjectIs()
    {
        using TestProject project = Create();

        Assert.Equal("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}", project.Property("DefaultProjectTypeGuid"));
        Assert.Contains("Partition", project.EvaluatedItems("ProjectCapability"));
        Assert.Contains("DeviceTree", project.EvaluatedItems("AvailableItemName", s_designTime));
        Assert.Equal(
            3,
            project.EvaluatedItems("PropertyPageSchema", s_designTime)
                .Count(static file => file.Contains("rules", StringComparison.Ordinal) && File.Exists(file)));
    }

    private static TestProject Create(string items = Items, string properties = "")
    {
        TestProject project = GuestProject.Create(items, properties);
        project.Write("more.dtso", """
            /dts-v1/;
            /plugin/;
            &uart1 { status = "disabled"; };
            """);
        project.Write("motd", "hello");
        project.Write("files/a/b", "b");
        return project;
    }

    private static string[] Files(TestProject project) =>
    [
        .. Directory.EnumerateFiles(project.Folder, "*", SearchOption.AllDirectories)
            .Select(file => $"{Path.GetRelativePath(project.Folder, file)} {File.GetLastWriteTimeUtc(file):O}")
            .Order(StringComparer.Ordinal),
    ];
}
