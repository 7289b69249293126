using System.Globalization;
using System.Text.RegularExpressions;

namespace Partition.Benchmarks.Subjects.Builds;

/// <summary>Which stages did something in a build, by the tasks that its summary counts.</summary>
internal static partial class RanStages
{
    /// <summary>The argument that makes a build count its tasks.</summary>
    public const string Argument = "-clp:PerformanceSummary";

    // The task of each stage, in the order of the stages. All other tasks prepare something and run in every build.
    private static readonly string[] s_stages =
    [
        "CompileDeviceTree", "PlanPartition", "SliceGuest", "PatchGuestKernel", "PackRootFileSystem", "WriteBootFiles", "PackDiskImage",
        "VerifyPartition",
    ];

    /// <summary>
    /// The stages and how often each ran, for people: <c>SliceGuest 3, PackDiskImage</c>; <c>nothing</c> when all were skipped.
    /// </summary>
    public static string Of(string output)
    {
        // Targets come first in the summary, and some have the names of tasks.
        string tasks = output[Math.Max(0, output.IndexOf("Task Performance Summary", StringComparison.Ordinal))..];
        Dictionary<string, int> calls = Line().Matches(tasks).ToDictionary(
            static match => match.Groups[1].Value, static match => int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
        string[] ran = [.. s_stages
            .Where(calls.ContainsKey)
            .Select(stage => calls[stage] == 1 ? stage : string.Create(CultureInfo.InvariantCulture, $"{stage} {calls[stage]}"))];
        return calls.Count == 0 ? "UNKNOWN stages" : ran.Length == 0 ? "nothing" : string.Join(", ", ran);
    }

    [GeneratedRegex(@"^ +\d+ ms  (\w+) +(\d+) calls", RegexOptions.Multiline)]
    private static partial Regex Line();
}
