using System.Reflection;
using Partition.DeviceTree;

namespace Partition.Hypervisors.Tests.Diagnostics;

/// <summary>Each code has a page of the same form, and the page's example gives its message.</summary>
public class DiagnosticPagesTests
{
    public static TheoryData<string> Codes => [.. Factories().Select(CodeOf).Order(StringComparer.Ordinal)];

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
        string[] codes = [.. Factories().Select(CodeOf)];
        Assert.Equal(codes.Distinct(), codes);
        Assert.All(codes, static code => Assert.StartsWith("HV5", code, StringComparison.Ordinal));
    }

    [Fact]
    public void NoPageIsLeftOver() => Assert.Equal(
        Factories().Select(CodeOf).Order(StringComparer.Ordinal),
        Directory.GetFiles(Repository.Folder("docs/diagnostics"), "HV5*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    private static IEnumerable<MethodInfo> Factories() => typeof(IHypervisor).Assembly.GetTypes()
        .Where(static type => type.Name.EndsWith("Diagnostics", StringComparison.Ordinal))
        .SelectMany(static type => type.GetMethods(BindingFlags.Static | BindingFlags.Public))
        .Where(static method => method.ReturnType == typeof(Diagnostic));

    private static string CodeOf(MethodInfo factory) =>
        ((Diagnostic)factory.Invoke(null, [.. factory.GetParameters().Select(static parameter => ArgumentFor(parameter.ParameterType))])!).Code;

    private static object? ArgumentFor(Type type) => type switch
    {
        _ when type == typeof(string) => "x",
        _ when type == typeof(IEnumerable<string>) => Array.Empty<string>(),
        _ => Activator.CreateInstance(type),
    };
}
