using System.Diagnostics;
using System.Globalization;
using Partition.Benchmarks.Native;
using Partition.DeviceTree;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Source;

namespace Partition.Benchmarks.Subjects;

/// <summary>
/// Compiles a list of trees one after the other, as a process of its own: nothing is compiled or cached before it starts.
/// </summary>
internal static class CorpusWorker
{
    /// <summary>The argument with which this program is the worker.</summary>
    public const string Argument = "corpus-worker";

    /// <summary>Starts the worker and reads its figures.</summary>
    public static CorpusFigures Start(string list, string prefixes, string output)
    {
        long[] figures = [.. NativeTool.Run(PartitionProcess.Self, Argument, list, prefixes, output).Trim().Split(' ').Select(
            static figure => long.Parse(figure, CultureInfo.InvariantCulture))];
        return new(new TimeSpan(figures[0]), figures[1], figures[2], figures[3]);
    }

    /// <summary>Does the worker's work and prints its figures.</summary>
    public static int Run(string list, string prefixes, string output)
    {
        var files = new CountingFiles();
        long written = 0;
        int number = 0;
        foreach (string source in File.ReadLines(list))
        {
            string blob = Path.Combine(output, string.Create(CultureInfo.InvariantCulture, $"{number++}.dtb"));
            CompilationResult result = DeviceTreeCompiler.Compile(source, files, new() { IncludeDirectories = [prefixes] });
            if (result.Document is not null)
            {
                byte[] bytes = DeviceTreeBlob.Write(result.Document, new BlobOptions { BootCpuId = 0 });
                File.WriteAllBytes(blob, bytes);
                written += bytes.Length;
            }
        }

        using Process self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{self.TotalProcessorTime.Ticks} {files.BytesRead} {GC.GetTotalAllocatedBytes()} {written}"));
        return 0;
    }

    private sealed class CountingFiles : ISourceFiles
    {
        public long BytesRead { get; private set; }

        public byte[]? TryRead(string path)
        {
            if (!File.Exists(path))
            {
                return null;
            }

            byte[] bytes = File.ReadAllBytes(path);
            BytesRead += bytes.Length;
            return bytes;
        }
    }
}
