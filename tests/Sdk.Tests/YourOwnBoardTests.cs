using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Partition.Sdk.Tests;

/// <summary>The projects of <c>docs/your-own-board.md</c>, on the sample's board in the place of the kernel's.</summary>
public sealed partial class YourOwnBoardTests
{
    private const string Trees = "linux/scripts/dtc/include-prefixes/arm";

    [Theory]
    [InlineData(0, "passthrough")]
    [InlineData(1, "guest1")]
    [InlineData(2, "passthrough")]
    public void TheProjectsOfThePageBuild(int number, string planned)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "your-own-board.md"));
        var example = XElement.Parse(ProjectBlock().Matches(page)[number].Groups[1].Value);
        using TestProject project = new(
            string.Concat(example.Elements("ItemGroup").Elements()), string.Concat(example.Elements("PropertyGroup").Elements()));
        string board = Path.Combine(Repository.Root, "samples", "vexpress-a9", "board");
        foreach (string file in Directory.EnumerateFiles(board))
        {
            project.Write($"{Trees}/{Path.GetFileName(file)}", File.ReadAllText(file));
        }

        project.Write("board.dts", TreeBlock().Match(page).Groups[1].Value);
        project.Write("zImage", [0x10, 0x9F, 0xE5, 0, 0, 0, 0, 0]);
        project.Write("init", InitBlock().Match(page).Groups[1].Value);
        project.Write("busybox", TestBoard.Kernel);

        BuildOutcome outcome = project.Build(number == 2 ? "Build" : "PlanPartition");

        Assert.Empty(outcome.Errors);
        Assert.Empty(outcome.Warnings);
        Assert.Contains(planned, File.ReadAllText(project["obj/Debug/plan.txt"]), StringComparison.Ordinal);
    }

    [GeneratedRegex("```xml\n(<Project.*?)```", RegexOptions.Singleline)]
    private static partial Regex ProjectBlock();

    [GeneratedRegex("```dts\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex TreeBlock();

    [GeneratedRegex("```text\n(#!.*?)```", RegexOptions.Singleline)]
    private static partial Regex InitBlock();
}
