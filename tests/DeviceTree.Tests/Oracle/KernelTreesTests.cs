using System.Collections.Concurrent;
using Partition.DeviceTree.Blob;

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
            if (KernelTrees.Compile(source, symbols: false) is { } blob
                && !DeviceTreeBlob.Write(DeviceTreeBlob.Read(blob).Document!).AsSpan().SequenceEqual(blob))
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
            byte[] expected = KernelTrees.CompileNatively(source, symbols) ?? [];
            byte[] found = KernelTrees.Compile(source, symbols) ?? [];
            if (!found.AsSpan().SequenceEqual(expected))
            {
                different.Add($"{Path.GetRelativePath(KernelTrees.Folder, source)}: {found.Length} bytes, and {expected.Length} by dtc");
            }
        });

        Assert.Empty(different);
    }
}
