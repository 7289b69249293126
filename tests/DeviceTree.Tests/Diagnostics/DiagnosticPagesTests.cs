using System.Reflection;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Overlays;
using Partition.DeviceTree.Source;
using Partition.DeviceTree.Tests.Assertions;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Tests.Diagnostics;

/// <summary>Each code has a page, and the page's example gives the code.</summary>
public class DiagnosticPagesTests
{
    private static readonly string Pages = Path.Combine(AppContext.BaseDirectory, "Pages");

    /// <summary>The codes of all factories: of each method of a class whose name ends in Diagnostics.</summary>
    public static TheoryData<string> Codes() => [.. Factories().Select(CodeOf).Order(StringComparer.Ordinal)];

    [Fact]
    public void NoCodeIsWrittenTwice()
    {
        string[] codes = [.. Factories().Select(CodeOf)];
        Assert.Equal(codes.Distinct(), codes);
        Assert.True(codes.Length > 60);
    }

    [Fact]
    public void NoPageIsLeftOver() => Assert.Equal(
        Factories().Select(CodeOf).Order(StringComparer.Ordinal),
        Directory.GetFiles(Pages).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Codes))]
    public void TheExampleOfEachPageGivesItsCode(string code)
    {
        string page = File.ReadAllText(Path.Combine(Pages, code + ".md"));
        Assert.StartsWith($"# {code}: ", page, StringComparison.Ordinal);
        Assert.Contains("## What to do", page, StringComparison.Ordinal);
        string[] fenced = page.Split("```");
        Assert.Equal(3, fenced.Length);
        string kind = fenced[1][..fenced[1].IndexOf('\n', StringComparison.Ordinal)];
        string example = fenced[1][(kind.Length + 1)..];
        IEnumerable<Diagnostic> diagnostics = kind == "dtb" ? DeviceTreeBlob.Read(Bytes(example)).Diagnostics
            : kind == "dtb overlay" ? OverlayCheck.Check(DtsSource.Body(""), DeviceTreeBlob.Read(Bytes(example)).Document!)
            : kind.StartsWith("dts overlay", StringComparison.Ordinal) ? Overlay(kind, example) : Compile(kind, example);
        Assert.Contains(code, diagnostics.Select(static diagnostic => diagnostic.Code));
    }

    private static byte[] Bytes(string example) => Convert.FromHexString(string.Concat(example.Where(char.IsAsciiHexDigit)));

    /// <summary>Applies the second source of an example to the first; each begins with its header.</summary>
    private static System.Collections.Immutable.ImmutableArray<Diagnostic> Overlay(string kind, string example)
    {
        string[] sources = [.. example.Split("/dts-v1/;").Skip(1).Select(static source => "/dts-v1/;" + source)];
        DeviceTreeDocument tree = DtsSource.Tree(sources[0], new() { GenerateSymbols = kind != "dts overlay nosymbols" });
        return OverlayCheck.Check(tree, DtsSource.Tree(sources[1]));
    }

    private static System.Collections.Immutable.ImmutableArray<Diagnostic> Compile(string kind, string example)
    {
        string file = kind == "dts other.dts" ? "other.dts" : "example.dts";
        var options = new CompilerOptions
        {
            Preprocess = kind != "dts nopreprocess",
            GenerateSymbols = kind == "dts symbols",
            Checks = kind.StartsWith("dts warnings", StringComparison.Ordinal)
                ? kind.Split(' ').Skip(2).Aggregate(CheckSettings.Strict, static (settings, name) => settings.WithWarning(name))
                : CheckSettings.None,
        };
        ISourceFiles files = kind == "dts hex"
            ? new InMemorySourceFiles().Add(file, Bytes(example))
            : new InMemorySourceFiles().Add(file, example);
        files = kind == "dts unreadable" ? new UnreadableFiles(files) : files;
        return DeviceTreeCompiler.Compile("example.dts", files, options).Diagnostics;
    }

    /// <summary>Files of which one is there and cannot be read.</summary>
    private sealed class UnreadableFiles(ISourceFiles files) : ISourceFiles
    {
        public byte[]? TryRead(string path) => path == "/dev/mem" ? throw new IOException("It is a device.") : files.TryRead(path);
    }

    private static IEnumerable<MethodInfo> Factories() => typeof(DeviceTreeCompiler).Assembly.GetTypes()
        .Where(static type => type.Name.EndsWith("Diagnostics", StringComparison.Ordinal))
        .SelectMany(static type => type.GetMethods(BindingFlags.Static | BindingFlags.Public))
        .Where(static method => method.ReturnType == typeof(Diagnostic) && method.GetParameters()[0].ParameterType != typeof(Diagnostic));

    private static string CodeOf(MethodInfo factory)
    {
        object?[] arguments = [.. factory.GetParameters().Select(static parameter =>
            parameter.ParameterType == typeof(string) ? "x" : Activator.CreateInstance(parameter.ParameterType))];
        return ((Diagnostic)factory.Invoke(null, arguments)!).Code;
    }
}
