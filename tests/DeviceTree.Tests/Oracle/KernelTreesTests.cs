using System.Collections.Concurrent;

namespace Partition.DeviceTree.Tests.Oracle;

/// <summary>The trees of Linux, from their sources through our preprocessor, beside gcc and dtc: the same bytes.</summary>
public class KernelTreesTests
{
    private static readonly ParallelOptions s_parallel = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    [KernelTreesFact]
    public void EveryTreeHasTheBytesOfGccAndDtc() => AssertSame(symbols: false);

    [KernelTreesFact]
    public void EveryTreeWithSymbolsHasTheBytesOfGccAndDtc() => AssertSame(symbols: true);

    [KernelTreesFact]
    public void EveryBlobReadAndWrittenIsItself()
    {
        var different = new ConcurrentBag<string>();
        Parallel.ForEach(KernelTrees.Sources(), s_parallel, source =>
        {
            if (Compile(source, symbols: false) is { } blob && !DeviceTreeBlob.Write(DeviceTreeBlob.Read(blob).Document!).AsSpan().SequenceEqual(blob))
            {
                different.Add(source);
            }
        });

        Assert.Empty(different);
    }

    private static void AssertSame(bool symbols)
    {
        var different = new ConcurrentBag<string>();
        Parallel.ForEach(KernelTrees.Sources(), s_parallel, source =>
        {
            byte[] expected = CompileNatively(source, symbols) ?? [];
            byte[] found = Compile(source, symbols) ?? [];
            if (!found.AsSpan().SequenceEqual(expected))
            {
                different.Add($"{Path.GetRelativePath(KernelTrees.Folder, source)}: {found.Length} bytes, and {expected.Length} by dtc");
            }
        });

        Assert.Empty(different);
    }

    private static byte[]? Compile(string source, bool symbols)
    {
        var options = new CompilerOptions { IncludeDirectories = [KernelTrees.Prefixes], GenerateSymbols = symbols };
        return DeviceTreeCompiler.Compile(source, new DiskFiles(), options).Document is { } document
            ? DeviceTreeBlob.Write(document, new BlobOptions { BootCpuId = 0 })
            : null;
    }

    /// <summary>Compiles as the kernel's own build does.</summary>
    private static byte[]? CompileNatively(string source, bool symbols)
    {
        using var tool = new Tool();
        byte[]? preprocessed = tool.Run(
            "gcc", "-E", "-nostdinc", "-I", KernelTrees.Prefixes, "-undef", "-D__DTS__", "-x", "assembler-with-cpp", source);
        if (preprocessed is null)
        {
            return null;
        }

        string text = tool.Write("tree.dts", preprocessed);
        string[] options = ["-q", "-I", "dts", "-O", "dtb", "-b", "0", "-i", Path.GetDirectoryName(source)!, "-i", KernelTrees.Prefixes];
        return tool.Run("dtc", [.. options, .. symbols ? ["-@"] : Array.Empty<string>(), text]);
    }

    private sealed class DiskFiles : ISourceFiles
    {
        public byte[]? TryRead(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;
    }
}
