namespace Partition.Benchmarks.Measuring;

/// <summary>Runs whole processes in turns, so that a busy moment of the machine hits all of them.</summary>
internal static class Turns
{
    /// <summary>Runs each so many times.</summary>
    /// <returns>The medians, in the order of the runs.</returns>
    public static IReadOnlyList<ProcessCost> Take(int rounds, params Func<ProcessCost>[] runs)
    {
        List<ProcessCost>[] costs = [.. runs.Select(static _ => new List<ProcessCost>())];
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < runs.Length; i++)
            {
                costs[i].Add(runs[i]());
            }
        }

        return [.. costs.Select(static taken => Median.Of(taken))];
    }
}
