using System.Text.RegularExpressions;

namespace Partition.EndToEnd.Tests;

/// <summary>What docs/many-boards.md says about building boards on several agents, by its own commands.</summary>
public sealed partial class ManyBoardsTests(SolutionFolder folder) : IClassFixture<SolutionFolder>
{
    [Fact]
    public void IsolatedGraphAsksReferencesForNothingUnforeseenByAnyVerb()
    {
        BoardSolution solution = Restored();

        ToolResult build = solution.Dotnet(
            "build", "Display", "-graph", "-isolate", "--no-restore", "-t:Rebuild", "-tl:off", "-warnaserror")
            .Succeeded();
        Assert.Equal(["Display", "Gateway"], BuiltBoards(build));

        ToolResult publish = solution.Dotnet(
            "publish", "Display", "-graph", "-isolate", "--no-restore", "-c", "Debug", "-tl:off", "-warnaserror")
            .Succeeded();
        Assert.Equal(["Display", "Gateway"], BuiltBoards(publish));
        Assert.Contains("SHA256SUMS", solution.Built("Display/bin/Debug/publish"));

        solution.Dotnet("clean", "Display", "-graph", "-isolate", "-warnaserror").Succeeded();
        Assert.Empty(solution.Built("Gateway/bin"));
        Assert.DoesNotContain("guests/guest0/Image", solution.Built("Display/bin/Debug"));
    }

    [Fact]
    public void SecondAgentTakesTheResultsOfTheFirstAndBuildsNothingOfTheReference()
    {
        BoardSolution solution = Restored();
        solution.Dotnet("build", "Gateway", "--no-restore", "-isolate", "-t:Build;GetPartitionOutputs", "-orc:gateway.results").Succeeded();
        // Whatever the second agent built of it would come back.
        Directory.Delete(solution["Gateway/bin"], recursive: true);

        ToolResult alone = solution.Dotnet("build", "Display", "--no-restore", "-isolate", "-tl:off");
        Assert.NotEqual(0, alone.ExitCode);
        Assert.Contains("MSB4252", alone.Text, StringComparison.Ordinal);

        ToolResult build = solution.Dotnet(
            "build", "Display", "--no-restore", "-isolate", "-irc:gateway.results", "-tl:off", "-warnaserror")
            .Succeeded();

        Assert.Equal(["Display"], BuiltBoards(build));
        Assert.Contains("guests/guest0/Image", solution.Built("Display/bin/Debug"));
        Assert.Empty(solution.Built("Gateway/bin"));
    }

    [Fact]
    public void EachBoardIsInOneShard()
    {
        BoardSolution solution = folder.Create();
        Directory.Delete(solution["Display"], recursive: true);
        string[] boards = ["Gateway", "Kiosk", "Relay"];
        foreach (string board in boards[1..])
        {
            Folders.Copy(solution["Gateway"], solution[board]);
            File.Move(solution[$"{board}/Gateway.partproj"], solution[$"{board}/{board}.partproj"]);
        }

        File.WriteAllText(solution["boards.proj"], BlockAfter("`boards.proj`"));

        string[][] shards = [.. Enumerable.Range(0, 2).Select(shard =>
            BuiltBoards(
                solution.Dotnet("build", "boards.proj", "-m", $"-p:Shard={shard}", "-p:ShardCount=2", "-tl:off", "-warnaserror")
                    .Succeeded()))];

        Assert.All(shards, Assert.NotEmpty);
        Assert.Equal(boards, shards.SelectMany(static shard => shard).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ProjectCacheOfMSBuildAnswersForAnotherCloneUntilAnInputChanges()
    {
        BoardSolution first = folder.Create();
        BoardSolution second = folder.Create();
        string store = Path.GetFullPath(first["../store"]);

        Assert.Equal(["miss Display", "miss Gateway"], BuildFrom(store, first));
        Assert.Equal(["hit Display", "hit Gateway"], BuildFrom(store, second));

        string[] files = first.Built("Gateway/bin/Debug");
        Assert.Contains("disk.img", files);
        Assert.Equal(files, second.Built("Gateway/bin/Debug"));
        Assert.All(
            files,
            file => Assert.Equal(
                File.ReadAllBytes(first[$"Gateway/bin/Debug/{file}"]),
                File.ReadAllBytes(second[$"Gateway/bin/Debug/{file}"])));

        File.AppendAllText(second["Gateway/system/banner.txt"], "another\n");

        Assert.Equal(["hit Display", "miss Gateway"], BuildFrom(store, second));
    }

    // What the cache was asked and answered in one build.
    private static string[] BuildFrom(string store, BoardSolution clone)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string plugin = Repository.Folder($"tests/ProjectCache/bin/{configuration}/net10.0/Partition.ProjectCache.dll");
        string asked = Path.Combine(store, "asked.txt");
        Directory.CreateDirectory(store);
        File.Delete(asked);
        File.WriteAllText(clone["Directory.Build.props"], $"""
            <Project>
              <ItemGroup>
                <ProjectCachePlugin Include="{plugin}" Root="$(MSBuildThisFileDirectory)" Store="{store}" />
              </ItemGroup>
            </Project>
            """);

        clone.Dotnet("build", clone.File, "-graph", "-warnaserror").Succeeded();

        return [.. File.ReadLines(asked).Select(static line => line.Split(':')[0]).Order(StringComparer.Ordinal)];
    }

    private BoardSolution Restored()
    {
        BoardSolution solution = folder.Create();
        solution.Dotnet("restore", solution.File).Succeeded();
        return solution;
    }

    private static string[] BuiltBoards(ToolResult build) =>
        [.. Built().Matches(build.Text).Select(static line => line.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];

    // The first block of code after some words of the page.
    private static string BlockAfter(string words)
    {
        string page = Repository.File("docs/many-boards.md").ReplaceLineEndings("\n");
        int start = page.IndexOf('\n', page.IndexOf("```", page.IndexOf(words, StringComparison.Ordinal), StringComparison.Ordinal)) + 1;
        return page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"^ *(?:\d+>)?(\w+) -> ", RegexOptions.Multiline)]
    private static partial Regex Built();
}
