using Partition.Benchmarks.Measuring;
using Partition.Benchmarks.Native;
using Partition.DeviceTree;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Source;

namespace Partition.Benchmarks.Subjects;

/// <summary>The sample board's device tree, from its source through the preprocessor to the blob.</summary>
internal static class DeviceTreeSubject
{
    private const string Script = "gcc -E -nostdinc -undef -D__DTS__ -x assembler-with-cpp \"$1\" | dtc -q -I dts -O dtb -o \"$2\" -";

    public static IEnumerable<Contest> Contests(Workshop workshop)
    {
        string source = Workshop.Sample("vexpress-v2p-ca9.dts");
        string warm = workshop.PathOf("warm.dtb");
        string cold = workshop.PathOf("cold.dtb");
        string native = workshop.PathOf("native.dtb");
        yield return new Contest
        {
            Title = "device tree of the sample board",
            Ours =
            [
                new("in process", warm, () => Compile(source, warm)) { NeedsWarmUp = true },
                new("partition dts", cold, () => PartitionProcess.Run("dts", source, "-o", cold)),
            ],
            Natives =
            [
                new("gcc -E | dtc", native, () => NativeTool.RunShell(Script, source, native))
                {
                    MissingTool = NativeTool.FirstMissing("bash", "gcc", "dtc"),
                },
            ],
            Compare = Verdict.OfBytes,
        };
        yield return Start(workshop, source, "the same, already preprocessed", "-q");
        yield return Start(workshop, source, "the same, with dtc's checks");
    }

    /// <summary>The start of the command, beside that of dtc and of a program of .NET that does nothing.</summary>
    private static Contest Start(Workshop workshop, string source, string title, params string[] options)
    {
        string text = workshop.PathOf("flat.dts");
        string ours = workshop.PathOf("flat.dtb");
        string native = workshop.PathOf("flat-native.dtb");
        PartitionProcess.Run("dts", source, "-o", workshop.PathOf("flat-source.dtb"));
        PartitionProcess.Run("dtc", "-q", "-o", text, workshop.PathOf("flat-source.dtb"));
        return new Contest
        {
            Title = title,
            Ours = [new("partition dtc", ours, () => PartitionProcess.Run(["dtc", .. options, "-o", ours, text]))],
            Natives =
            [
                new("dtc", native, () => NativeTool.Run("dtc", [.. options, "-o", native, text]))
                {
                    MissingTool = NativeTool.FirstMissing("dtc"),
                },
                new("an empty program of .NET", workshop.PathOf("nothing"), PartitionProcess.RunEmpty),
            ],
            Compare = static (our, other) => File.Exists(other) ? Verdict.OfBytes(our, other) : Verdict.NotCompared,
        };
    }

    private static void Compile(string source, string output)
    {
        CompilationResult result = DeviceTreeCompiler.Compile(source, new DiskSourceFiles(), CompilerOptions.Default);
        File.WriteAllBytes(output, DeviceTreeBlob.Write(
            result.Document ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics))));
    }

    private sealed class DiskSourceFiles : ISourceFiles
    {
        public byte[]? TryRead(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;
    }
}
