using System.Globalization;
using Partition.Benchmarks.Measuring;
using Partition.Benchmarks.Native;

namespace Partition.Benchmarks.Subjects.Builds;

/// <summary>Builds that have nothing to do, and evaluations alone: the sample board beside an empty project.</summary>
internal static class NoOpBuilds
{
    private const int Rounds = 11;

    private static readonly (string Title, string[] Arguments)[] s_commands =
    [
        ("no-op build", ["build", "-nologo"]),
        ("no-op build without restore", ["build", "-nologo", "--no-restore"]),
        ("evaluation", ["msbuild", "-nologo", "-getProperty:OutDir"]),
    ];

    /// <summary>Measures them.</summary>
    /// <param name="folder">A folder with the packages.</param>
    public static IEnumerable<Row> Measure(string folder)
    {
        string board = SampleBoard.CopyTo(Path.Combine(folder, "board"));
        string empty = Path.Combine(folder, "empty");
        EmptyProject.Write(empty);
        DotnetProcess.Run(board, "build", "-nologo");
        bool hasEmpty = EmptyProject.TryBuild(empty);
        string ran = RanStages.Of(DotnetProcess.Run(board, "build", "-nologo", RanStages.Argument).Output);
        var verdict = new Verdict(ran == "nothing", ran == "nothing" ? "ran nothing" : $"DIFFERENT: ran {ran}");
        foreach ((string title, string[] arguments) in s_commands)
        {
            Func<ProcessCost> ours = () => DotnetProcess.Run(board, arguments).Cost;
            IReadOnlyList<ProcessCost> medians = hasEmpty
                ? Turns.Take(Rounds, ours, () => DotnetProcess.Run(empty, arguments).Cost)
                : Turns.Take(Rounds, ours);
            string command = $"dotnet {string.Join(' ', arguments)}";
            yield return RowOf($"{title}, CPU time", command, medians, static cost => cost.Cpu, hasEmpty, verdict);
            yield return RowOf($"{title}, wall time", command, medians, static cost => cost.Wall, hasEmpty, verdict);
        }
    }

    private static Row RowOf(
        string title,
        string command,
        IReadOnlyList<ProcessCost> medians,
        Func<ProcessCost, TimeSpan> figure,
        bool hasEmpty,
        Verdict verdict)
    {
        TimeSpan ours = figure(medians[0]);
        TimeSpan? other = hasEmpty ? figure(medians[1]) : null;
        string ratio = other is { } time
            ? string.Create(CultureInfo.InvariantCulture, $"; ours/native {ours / time:0.00}")
            : $"; '{EmptyProject.Sdk}' is absent";
        return new(
            title,
            command,
            ours,
            "the same of an empty project (NoTargets)",
            other,
            0,
            verdict with { Text = verdict.Text + ratio });
    }
}
