using System.Globalization;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Source;

namespace Partition.DeviceTree.Tests.Assertions;

/// <summary>Compiles sources and says what is expected of them.</summary>
internal static class DtsSource
{
    public const string Path = "board.dts";

    /// <summary>Compiles a source, with other files beside it.</summary>
    public static CompilationResult Compile(string source, CompilerOptions? options = null, params (string Path, string Content)[] files)
    {
        var served = new InMemorySourceFiles().Add(Path, source);
        foreach ((string path, string content) in files)
        {
            served.Add(path, content);
        }

        return DeviceTreeCompiler.Compile(Path, served, options ?? CompilerOptions.Default);
    }

    /// <summary>Compiles a source that has no faults.</summary>
    public static DeviceTreeDocument Tree(string source, CompilerOptions? options = null, params (string Path, string Content)[] files)
    {
        CompilationResult result = Compile(source, options, files);
        Assert.Empty(result.Diagnostics.Select(static diagnostic => diagnostic.ToString()));
        return result.Document!;
    }

    /// <summary>Compiles the body of a root node that has no faults.</summary>
    public static DeviceTreeDocument Body(string body) => Tree($"/dts-v1/; / {{ {body} }};");

    /// <summary>The value of <c>x</c> in the root node, as hexadecimal digits.</summary>
    public static string X(string body) => Hex(Body(body).Root.FindProperty("x")!.Value);

    public static string Hex(PropertyValue value) => Convert.ToHexStringLower(value.Bytes);

    /// <summary>Asserts that a source gives exactly these faults at exactly its marks, in order.</summary>
    public static void Reports(string annotated, params string[] expected) => Reports(annotated, CompilerOptions.Default, expected);

    public static void Reports(string annotated, CompilerOptions options, params string[] expected)
    {
        AnnotatedText text = AnnotatedText.Parse(annotated);
        Assert.Equal(expected.Length, text.Marks.Count);
        CompilationResult result = Compile(text.Text, options);
        IEnumerable<string> wanted = text.Marks.Zip(expected, static (mark, message) => string.Create(
            CultureInfo.InvariantCulture, $"{Path}({mark.Line},{mark.Column},{mark.EndLine},{mark.EndColumn}) {message}"));
        IEnumerable<string> found = result.Diagnostics.Select(static diagnostic => string.Create(
            CultureInfo.InvariantCulture,
            $"{diagnostic.Span.Path}({diagnostic.Span.StartLine},{diagnostic.Span.StartColumn},"
                + $"{diagnostic.Span.EndLine},{diagnostic.Span.EndColumn}) {diagnostic.Code}: {diagnostic.Message}"));
        Assert.Equal(wanted, found);
    }
}
