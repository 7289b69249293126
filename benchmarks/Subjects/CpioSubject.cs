using System.Collections.Immutable;
using Partition.Benchmarks.Measuring;
using Partition.Benchmarks.Native;
using Partition.Diagnostics;
using Partition.Images.Cpio;

namespace Partition.Benchmarks.Subjects;

/// <summary>A newc archive of many small files, as Linux unpacks it for its first root file system.</summary>
internal static class CpioSubject
{
    private const string Script =
        "cd \"$1\" && find . -mindepth 1 -printf '%P\\n' | sort | cpio -o -H newc --reproducible -R 0:0 --quiet > \"$2\"";

    public static IEnumerable<Contest> Contests(Workshop workshop)
    {
        string folder = GeneratedFiles.MakeSmall(workshop);
        string warm = workshop.PathOf("warm.cpio");
        string native = workshop.PathOf("native.cpio");
        yield return new Contest
        {
            Title = "archive of 5,000 small files",
            Ours = [new("in process", warm, () => Pack(folder, warm)) { NeedsWarmUp = true }],
            Natives =
            [
                new("find | sort | cpio -o -H newc --reproducible", native, () => NativeTool.RunShell(Script, folder, native))
                {
                    MissingTool = NativeTool.FirstMissing("bash", "find", "sort", "cpio"),
                },
            ],
            Compare = Verdict.OfBytes,
        };
    }

    private static void Pack(string folder, string output)
    {
        using FileStream archive = File.Create(output);
        ImmutableArray<Diagnostic> diagnostics = CpioWriter.Write(FolderTree.Read(folder), new CpioOptions(), archive);
        if (!diagnostics.IsEmpty)
        {
            throw new InvalidOperationException(string.Join('\n', diagnostics));
        }
    }
}
