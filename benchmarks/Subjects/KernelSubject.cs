using System.Globalization;
using System.Runtime.InteropServices;
using Partition.Benchmarks.Measuring;
using Partition.Benchmarks.Native;
using Partition.Diagnostics;
using Partition.Images.Kernels.Arm;

namespace Partition.Benchmarks.Subjects;

/// <summary>The flat image of a kernel, alone and together with the patching that no native tool of a distribution does.</summary>
internal static class KernelSubject
{
    private static readonly Verdict NoAnswer = new(true, "no answer, only a copy");

    private const string ObjCopy = "arm-linux-gnueabi-objcopy";

    public static IEnumerable<Contest> Contests(Workshop workshop, string? kernel)
    {
        string[] kernels = kernel is null ? [Workshop.Sample("payload.elf")] : [Workshop.Sample("payload.elf"), kernel];
        return kernels.SelectMany(path => new[]
        {
            Contest(workshop, path, patch: false), Contest(workshop, path, patch: true), ElfContest(workshop, path),
        });
    }

    private static Contest Contest(Workshop workshop, string kernel, bool patch)
    {
        string warm = workshop.PathOf("warm.bin");
        string cold = workshop.PathOf("cold.bin");
        string native = workshop.PathOf("native.bin");
        string copy = workshop.PathOf("copy.elf");
        string[] options = patch ? [] : ["--no-patch"];
        return new Contest
        {
            Title = $"{Path.GetFileName(kernel)}, {(patch ? "patched and flattened" : "flattened")}",
            Ours =
            [
                new("in process", warm, () => Flatten(kernel, warm, patch)) { NeedsWarmUp = true },
                new("partition cpatch", cold, () => PartitionProcess.Run(["cpatch", kernel, "-o", cold, .. options])),
            ],
            Natives =
            [
                new(patch ? "objcopy -O binary (flattens only)" : "objcopy -O binary", native,
                    () => NativeTool.Run(ObjCopy, "-O", "binary", kernel, native)) { MissingTool = NativeTool.FirstMissing(ObjCopy) },
                Copy(kernel, copy),
            ],
            Compare = (ours, other) => other == copy ? NoAnswer : patch ? CompareWords(kernel, ours, other) : Verdict.OfBytes(ours, other),
        };
    }

    private static Contest ElfContest(Workshop workshop, string kernel)
    {
        string warm = workshop.PathOf("warm.elf");
        string cold = workshop.PathOf("cold.elf");
        string copy = workshop.PathOf("copy.elf");
        return new Contest
        {
            Title = $"{Path.GetFileName(kernel)}, patched as an ELF file",
            Ours =
            [
                new("in process", warm, () => WriteElf(kernel, warm)) { NeedsWarmUp = true },
                new("partition cpatch --elf", cold, () => PartitionProcess.Run("cpatch", kernel, "--elf", "-o", cold)),
            ],
            Natives = [Copy(kernel, copy)],
            Compare = (ours, other) => CompareWords(kernel, ours, other),
        };
    }

    // What reading and writing every byte takes: no program that does it can be faster.
    private static Contender Copy(string kernel, string copy) => new("cp of the ELF file (the floor)", copy,
        () => NativeTool.Run("cp", "--reflink=never", kernel, copy)) { MissingTool = NativeTool.FirstMissing("cp") };

    private static void WriteElf(string kernel, string output)
    {
        using FileStream input = File.OpenRead(kernel);
        using FileStream elf = File.Create(output);
        Succeed(KernelPatcher.WriteElf(input, Patch(input, patch: true), elf));
    }

    private static void Flatten(string kernel, string output, bool patch)
    {
        using FileStream input = File.OpenRead(kernel);
        using FileStream flat = File.Create(output);
        KernelPatchResult result = Patch(input, patch);
        Succeed(FlatImage.Write(input, result, flat));
    }

    private static KernelPatchResult Patch(FileStream kernel, bool patch)
    {
        KernelPatchResult result = KernelPatcher.Patch(kernel, new KernelPatchOptions { Patch = patch });
        Succeed(result.Diagnostics);
        return result;
    }

    private static void Succeed(IReadOnlyList<Diagnostic> diagnostics)
    {
        if (diagnostics.Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            throw new InvalidOperationException(string.Join('\n', diagnostics));
        }
    }

    // A patched image differs from objcopy's in as many words as were replaced, and in nothing else.
    private static Verdict CompareWords(string kernel, string ours, string native)
    {
        byte[] ourBytes = File.ReadAllBytes(ours);
        byte[] nativeBytes = File.ReadAllBytes(native);
        using FileStream input = File.OpenRead(kernel);
        int patched = Patch(input, patch: true).Patches.Count(static word => word.Original != word.Replacement);
        int words = ourBytes.Length & ~3;
        int different = ourBytes.Length == nativeBytes.Length && ourBytes.AsSpan(words).SequenceEqual(nativeBytes.AsSpan(words))
            ? CountDifferences(MemoryMarshal.Cast<byte, uint>(ourBytes), MemoryMarshal.Cast<byte, uint>(nativeBytes))
            : -1;
        return different == patched
            ? new(true, string.Create(CultureInfo.InvariantCulture, $"equal but for {patched} patched words"))
            : new(false, "DIFFERENT");
    }

    private static int CountDifferences(ReadOnlySpan<uint> first, ReadOnlySpan<uint> second)
    {
        int count = 0;
        for (int i = 0; i < first.Length; i++)
        {
            count += first[i] == second[i] ? 0 : 1;
        }

        return count;
    }
}
