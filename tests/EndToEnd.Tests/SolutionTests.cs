namespace Partition.EndToEnd.Tests;

/// <summary>Several boards in one solution, and the ways to build it.</summary>
public sealed class SolutionTests(SolutionFolder folder) : IClassFixture<SolutionFolder>
{
    [Theory]
    [InlineData("slnx")]
    [InlineData("sln")]
    public void SolutionOfTwoBoardsBuildsInParallel(string format)
    {
        BoardSolution solution = folder.Create(format);

        ToolResult build = Build(solution, solution.File, "-m");

        AssertBuilt(solution, "bin/Debug", build);
    }

    [Fact]
    public void GraphBuildBuildsBoth()
    {
        BoardSolution solution = folder.Create();

        AssertBuilt(solution, "bin/Debug", Build(solution, solution.File, "-graph"));
    }

    [Fact]
    public void IsolatedGraphBuildAsksReferencesForNothingUnforeseen()
    {
        BoardSolution solution = folder.Create();
        solution.Dotnet("restore", solution.File).Succeeded();

        AssertBuilt(solution, "bin/Debug", Build(solution, solution.File, "-graph", "-isolate", "--no-restore"));
        // A project, too, and again when nothing is left to do.
        Build(solution, "Display", "-graph", "-isolate", "--no-restore");
    }

    [Fact]
    public void ArtifactsPathTakesEverythingThatIsBuilt()
    {
        BoardSolution solution = folder.Create();

        Build(solution, solution.File, "--artifacts-path", "out");

        Assert.Contains("Gateway/debug/disk.img", solution.Built("out/bin"));
        Assert.Contains("Display/debug/guests/guest0/Image", solution.Built("out/bin"));
        Assert.Empty(solution.Built("Gateway/bin"));
        Assert.Empty(solution.Built("Gateway/obj"));
        Assert.Empty(solution.Built("Display/bin"));
        Assert.Empty(solution.Built("Display/obj"));

        solution.Dotnet("clean", solution.File, "--artifacts-path", "out").Succeeded();

        Assert.Empty(solution.Built("out/bin"));
    }

    [Fact]
    public void NoRestoreBuildsWhatWasRestoredAndNamesTheRestoreOtherwise()
    {
        BoardSolution solution = folder.Create();

        ToolResult early = solution.Dotnet("build", solution.File, "--no-restore", "-tl:off");
        Assert.NotEqual(0, early.ExitCode);
        Assert.Contains("NETSDK1004", early.Text, StringComparison.Ordinal);

        solution.Dotnet("restore", solution.File).Succeeded();
        AssertBuilt(solution, "bin/Debug", Build(solution, solution.File, "--no-restore"));
    }

    [Fact]
    public void BuildCheckFindsNothing()
    {
        BoardSolution solution = folder.Create();

        ToolResult build = Build(solution, solution.File, "-check");

        AssertBuilt(solution, "bin/Debug", build);
        Assert.DoesNotContain("BC0", build.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void MultithreadedBuildBuildsBoth()
    {
        BoardSolution solution = folder.Create();

        AssertBuilt(solution, "bin/Debug", Build(solution, solution.File, "-m", "-mt"));
    }

    [Fact]
    public void CleanOfTheSolutionLeavesNothingBuilt()
    {
        BoardSolution solution = folder.Create();
        Build(solution, solution.File);

        solution.Dotnet("clean", solution.File).Succeeded();

        Assert.Empty(solution.Built("Gateway/bin"));
        Assert.Empty(solution.Built("Display/bin"));
    }

    private static ToolResult Build(BoardSolution solution, params string[] arguments) =>
        solution.Dotnet(["build", "-tl:off", "-warnaserror", .. arguments]).Succeeded();

    private static void AssertBuilt(BoardSolution solution, string output, ToolResult build)
    {
        Assert.Contains("disk.img", solution.Built($"Gateway/{output}"));
        Assert.Contains("guests/guest0/Image", solution.Built($"Display/{output}"));
        Assert.Contains($"Gateway -> {solution[$"Gateway/{output}/disk.img"]}", build.Text, StringComparison.Ordinal);
    }
}
