namespace Partition.EndToEnd.Tests;

/// <summary>The verbs that begin again: restore, rebuild and clean.</summary>
public sealed class RebuildTests
{
    [Fact]
    public void RestoreAloneBuildsNothing()
    {
        using var project = new SampleProject();

        project.Dotnet("restore").Succeeded();

        Assert.True(File.Exists(project["obj/project.assets.json"]));
        Assert.False(Directory.Exists(project["bin"]));
        Assert.Empty(Intermediate(project));
    }

    [Theory]
    [InlineData("-t:Rebuild")]
    [InlineData("--no-incremental")]
    public void RebuildMakesEverythingAgainAndTheSameBytes(string argument)
    {
        using var project = new SampleProject();
        project.Dotnet("build").Succeeded();
        Dictionary<string, byte[]> first = Outputs(project).ToDictionary(static file => file, file => File.ReadAllBytes(project[file]));
        foreach (string file in first.Keys)
        {
            File.SetLastWriteTimeUtc(project[file], DateTime.UnixEpoch.AddYears(40));
        }

        project.Dotnet("build", argument).Succeeded();

        Assert.Equal(first.Keys, Outputs(project));
        Assert.All(first, file => Assert.Equal(file.Value, File.ReadAllBytes(project[file.Key])));
        Assert.All(first.Keys, file => Assert.NotEqual(2010, File.GetLastWriteTimeUtc(project[file]).Year));
    }

    [Fact]
    public void CleanAfterAFailedBuildLeavesNothingOfOurs()
    {
        using var project = new SampleProject();
        project.Dotnet("build").Succeeded();
        string tree = File.ReadAllText(project["board/vexpress-v2p-ca9.dts"]);
        project.Write("board/vexpress-v2p-ca9.dts", "this is no tree");
        Assert.NotEqual(0, project.Dotnet("build").ExitCode);

        project.Dotnet("clean").Succeeded();

        Assert.Empty(Outputs(project));
        Assert.Empty(Intermediate(project));

        project.Write("board/vexpress-v2p-ca9.dts", tree);
        project.Dotnet("build").Succeeded();
    }

    [Fact]
    public void CleanAfterAFirstBuildThatFailedLeavesNothingOfOurs()
    {
        using var project = new SampleProject();
        File.Delete(project["system/logo.ppm"]);
        Assert.NotEqual(0, project.Dotnet("build").ExitCode);
        Assert.NotEmpty(Outputs(project));

        project.Dotnet("clean").Succeeded();

        Assert.Empty(Outputs(project));
        Assert.Empty(Intermediate(project));
    }

    [Fact]
    public void CleanTakesWhatAnEarlierStateOfTheProjectMade()
    {
        using var project = new SampleProject();
        string file = File.ReadAllText(project["vexpress-a9.partproj"]);
        project.Replace("vexpress-a9.partproj", "</Project>", "<ItemGroup><DeviceTree Include=\"extra.dts\" /></ItemGroup></Project>");
        project.Write("extra.dts", "/dts-v1/; / { };");
        project.Dotnet("build").Succeeded();
        Assert.True(File.Exists(project["bin/Debug/extra.dtb"]));
        project.Write("vexpress-a9.partproj", file);

        project.Dotnet("clean").Succeeded();

        Assert.Empty(Outputs(project));
        Assert.Empty(Intermediate(project));
    }

    private static string[] Outputs(SampleProject project) => [.. Folders.FilesOf(project["bin"]).Select(static file => $"bin/{file}")];

    // NuGet's cache and MSBuild's list of files stay, as they do for any project.
    private static string[] Intermediate(SampleProject project) =>
        [.. Folders.FilesOf(project["obj/Debug"]).Where(static file => !file.StartsWith("vexpress-a9.", StringComparison.Ordinal))];
}
