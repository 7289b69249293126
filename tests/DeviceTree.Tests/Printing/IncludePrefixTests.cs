using Partition.DeviceTree.Model;
using Partition.DeviceTree.Source;

namespace Partition.DeviceTree.Tests.Printing;

public class IncludePrefixTests
{
    [Theory]
    [InlineData("<dt-bindings/clock/x.h>")]
    [InlineData("\"dt-bindings/clock/x.h\"")]
    public void PrefixedNameIsSearchedInItsDirectory(string include) =>
        Assert.Equal(7u, Compile(include, new IncludePrefix("dt-bindings", "inc/bindings")));

    [Fact]
    public void PrefixIsWholeParts() => Assert.Null(Compile("<dt-bindings/clock/x.h>", new IncludePrefix("dt-bind", "inc/bindings")));

    [Fact]
    public void FirstPrefixThatHasTheFileCounts() => Assert.Equal(
        7u,
        Compile(
            "<dt-bindings/clock/x.h>",
            new IncludePrefix("dt-bindings", "elsewhere"),
            new IncludePrefix("dt-bindings", "inc/bindings")));

    /// <summary>The value that the included file defines, or <see langword="null"/> when it is not found.</summary>
    private static uint? Compile(string include, params IncludePrefix[] prefixes)
    {
        InMemorySourceFiles files = new InMemorySourceFiles()
            .Add("a.dts", $"/dts-v1/;\n#include {include}\n/ {{ x = <X>; }};\n")
            .Add("inc/bindings/clock/x.h", "#define X 7\n");
        DeviceTreeDocument? document = DeviceTreeCompiler.Compile(
            "a.dts",
            files,
            new CompilerOptions { IncludePrefixes = [.. prefixes] }).Document;
        return document is not null && document.Root.FindProperty("x")!.Value.TryReadCell(out uint x) ? x : null;
    }
}
