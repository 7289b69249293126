using System.Globalization;

namespace Partition.Benchmarks.Measuring;

/// <summary>How much memory some work takes at its peak, as Linux counts the pages of this process.</summary>
internal static class PeakMemory
{
    /// <summary>Does the work and says by how many bytes the process grew meanwhile; 0 where Linux does not say.</summary>
    public static long GrowthOf(Action work)
    {
        const string Reset = "/proc/self/clear_refs";
        if (!File.Exists(Reset))
        {
            return 0;
        }

        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        File.WriteAllText(Reset, "5"); // proc(5): the peak begins again at what is in use.
        long before = Read("VmRSS:");
        work();
        return Read("VmHWM:") - before;
    }

    private static long Read(string name) => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..^2],
        CultureInfo.InvariantCulture);
}
