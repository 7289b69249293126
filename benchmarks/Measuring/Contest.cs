using System.Diagnostics;

namespace Partition.Benchmarks.Measuring;

/// <summary>
/// Several ways to make the same thing: checked first, then timed in turns, so that a busy moment of the machine hits all.
/// </summary>
internal sealed class Contest
{
    private const int MinRounds = 5;
    private const int MaxRounds = 25;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TooSlow = TimeSpan.FromSeconds(10); // for more than one run
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(3);

    /// <summary>What is made.</summary>
    public required string Title { get; init; }

    /// <summary>The ways of this project.</summary>
    public required IReadOnlyList<Contender> Ours { get; init; }

    /// <summary>The native ways.</summary>
    public required IReadOnlyList<Contender> Natives { get; init; }

    /// <summary>Compares this project's answer, the first file, with a native one.</summary>
    public required Func<string, string, Verdict> Compare { get; init; }

    /// <summary>Checks and measures all contenders.</summary>
    /// <returns>A row for each pair.</returns>
    public IReadOnlyList<Row> Run()
    {
        Contender[] runners = [.. Ours.Concat(Natives).Where(static contender => contender.MissingTool is null)];
        var first = runners.ToDictionary(static contender => contender, Time);

        var verdicts = Pairs().ToDictionary(static pair => pair, Judge);
        Dictionary<Contender, long> sizes = Ours.ToDictionary(static ours => ours, static ours => new FileInfo(ours.Output).Length);
        foreach (Contender contender in runners.Where(static contender => contender.NeedsWarmUp))
        {
            Warm(contender);
        }

        Dictionary<Contender, TimeSpan> medians = Measure([.. runners.Where(contender => first[contender] < TooSlow)]);
        foreach (Contender slow in runners.Where(contender => first[contender] >= TooSlow))
        {
            medians.Add(slow, first[slow]);
        }

        return [.. Pairs().Select(pair => new Row(
            Title, pair.Ours.Name, medians[pair.Ours], pair.Native.Name,
            pair.Native.MissingTool is null ? medians[pair.Native] : null, sizes[pair.Ours], verdicts[pair]))];
    }

    private IEnumerable<(Contender Ours, Contender Native)> Pairs() => Ours.SelectMany(ours => Natives.Select(native => (ours, native)));

    private Verdict Judge((Contender Ours, Contender Native) pair) => pair.Native.MissingTool is { } tool
        ? Verdict.NotCompared with { Text = $"'{tool}' is absent" }
        : Compare(pair.Ours.Output, pair.Native.Output);

    private static void Warm(Contender contender)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
        {
            Time(contender);
        }
    }

    private static Dictionary<Contender, TimeSpan> Measure(Contender[] runners)
    {
        var times = runners.ToDictionary(static runner => runner, static _ => new List<TimeSpan>());
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < MinRounds || (round < MaxRounds && Stopwatch.GetElapsedTime(start) < Budget); round++)
        {
            foreach (Contender runner in runners)
            {
                times[runner].Add(Time(runner));
            }
        }

        return times.ToDictionary(static entry => entry.Key, static entry => Median.Of(entry.Value));
    }

    private static TimeSpan Time(Contender contender)
    {
        File.Delete(contender.Output);
        long start = Stopwatch.GetTimestamp();
        contender.Run();
        return Stopwatch.GetElapsedTime(start);
    }
}
