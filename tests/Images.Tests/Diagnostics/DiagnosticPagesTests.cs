using System.Reflection;
using Partition.Diagnostics;
using Partition.Images.Elf;
using Partition.Images.Files;
using Partition.Images.Kernels.Arm;
using Partition.Images.Tests.Support;

namespace Partition.Images.Tests.Diagnostics;

/// <summary>Every code has an input that gives it, a factory, and a page that shows its message.</summary>
public class DiagnosticPagesTests
{
    public static TheoryData<string> Codes => [.. Provocations.All.Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public void EveryCodeHasAPageWhoseExampleReallyGivesIt(string code)
    {
        Diagnostic diagnostic = Assert.Single(Provocations.All[code](), d => d.Code == code);
        Assert.Contains($"{code}.md", Resource.Names);
        string page = Resource.ReadText($"{code}.md");
        Assert.StartsWith($"# {code}: ", page, StringComparison.Ordinal);
        Assert.Contains("## What it means\n", page, StringComparison.Ordinal);
        Assert.Contains("## Example\n", page, StringComparison.Ordinal);
        Assert.Contains("## What to do\n", page, StringComparison.Ordinal);
        Assert.Contains(Shorten((diagnostic with { Span = SourceSpan.None }).ToString()), page, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryFactoryIsOneCodeAndEveryCodeIsOneFactory()
    {
        string[] codes =
        [
            .. typeof(FileTree).Assembly.GetTypes()
                .Where(t => t.Name.EndsWith("Diagnostics", StringComparison.Ordinal) && t.IsAbstract && t.IsSealed)
                .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
                .Where(m => m.ReturnType == typeof(Diagnostic))
                .Select(m => ((Diagnostic)m.Invoke(null, [.. m.GetParameters().Select(MakeArgument)])!).Code)
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(Provocations.All.Keys, codes);
    }

    [Fact]
    public void EveryPageBelongsToACode()
    {
        IEnumerable<string> pages = Resource.Names.Where(n => n.EndsWith(".md", StringComparison.Ordinal)).Select(n => n[..^3]);
        Assert.Equal(Provocations.All.Keys, pages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ADiagnosticIsPrintedWithoutAPlace()
    {
        Assert.Equal("error HV4999: text", Diagnostic.Error("HV4999", SourceSpan.None, "text").ToString());
        Assert.Equal("warning HV4999: text", Diagnostic.Warning("HV4999", SourceSpan.None, "text").ToString());
        Assert.Equal("info HV4999: text", Diagnostic.Information("HV4999", SourceSpan.None, "text").ToString());
    }

    // Paths at a limit are long; a page shows their first characters.
    internal static string Shorten(string message)
    {
        foreach (string letter in (string[])["n", "d", "t"])
        {
            message = System.Text.RegularExpressions.Regex.Replace(message, $"(?:/{letter}{{40,}})+(/x)?|{letter}{{40,}}",
                m => m.Value[..8] + "...");
        }

        return message;
    }

    private static object? MakeArgument(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var t when t == typeof(string) => "text",
        var t when t == typeof(LeftBehindInstruction) => new LeftBehindInstruction(".text", 0, 0, InstructionClass.Mrs, ""),
        var t when t == typeof(ElfSection) => new ElfSection(0, ".text", 0, 0, 0, 0, 0, 0),
        var t when t == typeof(IEnumerable<FileEntry>) => Array.Empty<FileEntry>(),
        var t => Activator.CreateInstance(t),
    };
}
