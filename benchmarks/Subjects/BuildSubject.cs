using Partition.Benchmarks.Measuring;
using Partition.Benchmarks.Native;
using Partition.Benchmarks.Subjects.Builds;

namespace Partition.Benchmarks.Subjects;

/// <summary>Whole builds, by the packages that a user has: nothing to do, one thing to do, and many boards.</summary>
internal static class BuildSubject
{
    /// <summary>Measures them.</summary>
    /// <param name="workshop">Where files are made.</param>
    /// <param name="boards">The most boards in one solution.</param>
    public static IEnumerable<Row> Measure(Workshop workshop, int boards)
    {
        if (PackageFeed.Version is null || NativeTool.FirstMissing("bash", "dotnet") is not null)
        {
            string missing = NativeTool.FirstMissing("bash", "dotnet") is { } tool
                ? $"'{tool}' is absent"
                : "eng/pack.sh --full makes the packages";
            return [new("builds", "dotnet build", TimeSpan.Zero, "-", null, 0, Verdict.NotCompared with { Text = missing })];
        }

        string folder = Directory.CreateDirectory(workshop.PathOf("builds")).FullName;
        PackageFeed.Configure(folder);
        return NoOpBuilds.Measure(folder).Concat(ChangedBuilds.Measure(folder)).Concat(ManyBoards.Measure(folder, boards));
    }
}
