using System.Text.RegularExpressions;

namespace Partition.Sdk.Tests;

/// <summary>Every code of the tasks and targets has a page, and every such page has its code.</summary>
public sealed partial class DiagnosticPagesTests
{
    private static readonly string s_sources = Path.Combine(Repository.Root, "src");

    public static TheoryData<string> Codes => [.. ReadCodes()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void CodeHasAPageThatSaysWhatToDo(string code)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "diagnostics", $"{code}.md"));

        Assert.StartsWith($"# {code}: ", page, StringComparison.Ordinal);
        Assert.Contains("## Example\n", page, StringComparison.Ordinal);
        Assert.Contains("## What to do\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void PageHasACode()
    {
        IEnumerable<string> pages = Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "docs", "diagnostics"), "HV0*.md")
            .Select(static page => Path.GetFileNameWithoutExtension(page));

        Assert.Equal(ReadCodes(), pages.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> ReadCodes() => Directory
        .EnumerateFiles(Path.Combine(s_sources, "Building"), "*Diagnostics.cs", SearchOption.AllDirectories)
        .Concat(Directory.EnumerateFiles(Path.Combine(s_sources, "Sdk", "targets"), "*.targets"))
        .SelectMany(static file => QuotedCode().Matches(File.ReadAllText(file)).Select(static match => match.Groups[1].Value))
        .Distinct()
        .Order(StringComparer.Ordinal);

    [GeneratedRegex("\"(HV0\\d{3})\"")]
    private static partial Regex QuotedCode();
}
