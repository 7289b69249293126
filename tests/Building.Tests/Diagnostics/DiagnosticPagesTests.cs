using Partition.Diagnostics;
using Partition.Hypervisors;
using Partition.Partitioning.Boards;

namespace Partition.Building.Tests.Diagnostics;

/// <summary>Each code of a partition or a hypervisor has a page of the same form, and the page's example gives its message.</summary>
public class DiagnosticPagesTests
{
    public static TheoryData<string> Codes =>
        [.. DiagnosticFactories.CodesBeside(typeof(Board)), .. DiagnosticFactories.CodesBeside(typeof(IHypervisor))];

    [Theory]
    [MemberData(nameof(Codes))]
    public void TheExampleOfEachPageGivesItsMessage(string code)
    {
        bool isOfHypervisor = code.StartsWith("HV5", StringComparison.Ordinal);
        var page = new DiagnosticPage(Repository.File($"docs/diagnostics/{code}.md"), isOfHypervisor ? "Xvisor" : "None");
        Assert.StartsWith($"# {code}: ", page.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["## What it means", "## Example", "## What to do"],
            page.Text.Split('\n').Where(static line => line.StartsWith("## ", StringComparison.Ordinal)));
        string[] found = [.. page.Build().Select(static diagnostic => (diagnostic with { Span = SourceSpan.None }).ToString())];
        Assert.True(found.Contains(page.Message), string.Join('\n', found));
    }

    [Theory]
    [InlineData(typeof(Board), "HV2")]
    [InlineData(typeof(IHypervisor), "HV5")]
    public void EachRoomHasItsOwnCodesAndAPageForEach(Type room, string prefix)
    {
        string[] codes = DiagnosticFactories.CodesBeside(room);
        Assert.Equal(codes.Distinct(), codes);
        Assert.All(codes, code => Assert.StartsWith(prefix, code, StringComparison.Ordinal));
        Assert.Equal(
            codes,
            Directory.GetFiles(Repository.Folder("docs/diagnostics"), $"{prefix}*.md")
                .Select(static page => Path.GetFileNameWithoutExtension(page))
                .Order(StringComparer.Ordinal));
    }
}
