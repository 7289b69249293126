using Partition.Diagnostics;

namespace Partition.Hypervisors.Tests.Diagnostics;

/// <summary>Each code has a page of the same form, and the page's example gives its message.</summary>
public class DiagnosticPagesTests
{
    public static TheoryData<string> Codes => [.. DiagnosticFactories.CodesBeside(typeof(IHypervisor))];

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
        string[] codes = DiagnosticFactories.CodesBeside(typeof(IHypervisor));
        Assert.Equal(codes.Distinct(), codes);
        Assert.All(codes, static code => Assert.StartsWith("HV5", code, StringComparison.Ordinal));
    }

    [Fact]
    public void NoPageIsLeftOver() => Assert.Equal(
        DiagnosticFactories.CodesBeside(typeof(IHypervisor)),
        Directory.GetFiles(Repository.Folder("docs/diagnostics"), "HV5*.md")
            .Select(Path.GetFileNameWithoutExtension)
            .Order(StringComparer.Ordinal));
}
