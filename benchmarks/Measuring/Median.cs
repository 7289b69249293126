namespace Partition.Benchmarks.Measuring;

/// <summary>The one in the middle.</summary>
internal static class Median
{
    /// <summary>The median of at least one time; of an even number, the mean of the two in the middle.</summary>
    public static TimeSpan Of(IEnumerable<TimeSpan> times)
    {
        TimeSpan[] sorted = [.. times.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The medians of wall time and of CPU time, each on its own.</summary>
    public static ProcessCost Of(IReadOnlyCollection<ProcessCost> costs) =>
        new(Of(costs.Select(static cost => cost.Wall)), Of(costs.Select(static cost => cost.Cpu)));
}
