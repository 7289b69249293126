using Partition.Diagnostics;
using Partition.Partitioning.Boards;

namespace Partition.Partitioning.Tests.Diagnostics;

/// <summary>Each code has a page of the same form, and the page's example gives its message.</summary>
public class DiagnosticPagesTests
{
    public static TheoryData<string> Codes => [.. DiagnosticFactories.CodesBeside(typeof(Board))];

    [Theory]
    [MemberData(nameof(Codes))]
    public void TheExampleOfEachPageGivesItsMessage(string code)
    {
        var page = new DiagnosticPage(Repository.File($"docs/diagnostics/{code}.md"));
        Assert.StartsWith($"# {code}: ", page.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["## What it means", "## Example", "## What to do"],
            page.Text.Split('\n').Where(static line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.Contains(page.Message, page.Build().Select(static diagnostic => (diagnostic with { Span = SourceSpan.None }).ToString()));
    }

    [Fact]
    public void NoCodeIsWrittenTwice()
    {
        string[] codes = DiagnosticFactories.CodesBeside(typeof(Board));
        Assert.Equal(codes.Distinct(), codes);
        Assert.All(codes, static code => Assert.StartsWith("HV2", code, StringComparison.Ordinal));
    }

    [Fact]
    public void NoPageIsLeftOver() => Assert.Equal(
        DiagnosticFactories.CodesBeside(typeof(Board)),
        Directory.GetFiles(Repository.Folder("docs/diagnostics"), "HV2*.md")
            .Select(Path.GetFileNameWithoutExtension)
            .Order(StringComparer.Ordinal));
}
