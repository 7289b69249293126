using Partition.DeviceTree;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.Tests;

/// <summary>Trees written in the test that needs them.</summary>
internal static class TestTrees
{
    /// <summary>Compiles a whole source, which must have no errors.</summary>
    public static DeviceTreeDocument Compile(string text) => Compile("board.dts", new InMemorySourceFiles().Add("board.dts", text));

    /// <summary>Compiles a source with its includes, which must have no errors.</summary>
    public static DeviceTreeDocument Compile(string path, ISourceFiles files)
    {
        CompilationResult result = DeviceTreeCompiler.Compile(path, files, CompilerOptions.Default);
        Assert.Empty(result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return result.Document!;
    }
}
