using Partition.Benchmarks.Measuring;
using Partition.Benchmarks.Native;

namespace Partition.Benchmarks.Subjects.Builds;

/// <summary>What the sample's build costs after one thing of it has changed, beside building all of it again. CPU time counts.</summary>
internal static class ChangedBuilds
{
    private const int Rounds = 3;

    private static readonly ProjectChange[] s_changes =
    [
        new("nothing", "</Project>", "</Project>", "nothing"),
        new("DiskLabel", "<DiskLabel>vexpress-a9<", "<DiskLabel>changed<", "PackDiskImage, VerifyPartition"),
        new("the Mode of a DiskFile", "logo.ppm\" Mode=\"0644\"", "logo.ppm\" Mode=\"0600\"", "PackDiskImage, VerifyPartition"),
        new(
            "the PatchConditional of the guest",
            "<Firmware>none</Firmware>",
            "<Firmware>none</Firmware><PatchConditional>true</PatchConditional>",
            "PatchGuestKernel, WriteBootFiles, PackDiskImage, VerifyPartition"),
        new(
            "the Memory of the guest",
            "<Memory>96M<",
            "<Memory>80M<",
            "PlanPartition, SliceGuest, WriteBootFiles, PackDiskImage, VerifyPartition"),
    ];

    /// <summary>Measures each change.</summary>
    /// <param name="folder">A folder with the packages.</param>
    public static IEnumerable<Row> Measure(string folder)
    {
        string board = SampleBoard.CopyTo(Path.Combine(folder, "changed"));
        DotnetProcess.Run(board, "build", "-nologo");
        Verdict[] verdicts = [.. s_changes.Select(change => Check(board, change))];
        IReadOnlyList<ProcessCost> medians = Turns.Take(
            Rounds,
            [
                .. s_changes.Select(change => (Func<ProcessCost>)(() => Build(board, change))),
                () => DotnetProcess.Run(board, "build", "-nologo", "-t:Rebuild").Cost,
            ]);
        return s_changes.Select((change, i) => new Row(
            $"build after a change of {change.What}, CPU time",
            "dotnet build",
            medians[i].Cpu,
            "dotnet build -t:Rebuild",
            medians[^1].Cpu,
            0,
            verdicts[i]));
    }

    private static ProcessCost Build(string board, ProjectChange change)
    {
        change.Make(board);
        return DotnetProcess.Run(board, "build", "-nologo").Cost;
    }

    private static Verdict Check(string board, ProjectChange change)
    {
        // There and back, since the way back is also timed.
        string[] ran = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            change.Make(board);
            return RanStages.Of(DotnetProcess.Run(board, "build", "-nologo", RanStages.Argument).Output);
        })];
        return Array.Find(ran, stages => stages != change.Stages) is { } other
            ? new(false, $"DIFFERENT: ran {other}, and not {change.Stages}")
            : new(true, $"ran {change.Stages}");
    }
}
