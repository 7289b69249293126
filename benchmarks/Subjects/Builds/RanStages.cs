using System.Globalization;
using System.Text.RegularExpressions;

namespace Partition.Benchmarks.Subjects.Builds;

/// <summary>Which stages made something in a build, by the lines that it says of them at normal verbosity.</summary>
internal static partial class RanStages
{
    /// <summary>The argument that makes a build say what it makes.</summary>
    public const string Argument = "-verbosity:normal";

    // In the order of the stages.
    private static readonly string[] s_stages =
    [
        "CompileDeviceTree", "PlanPartition", "SliceGuest", "PatchGuestKernel", "PackRootFileSystem", "WriteBootFiles", "PackDiskImage",
        "VerifyPartition",
    ];

    /// <summary>
    /// The stages and how many things each made, for people: <c>SliceGuest 3, PackDiskImage</c>; <c>nothing</c> when all was up to date.
    /// </summary>
    public static string Of(string output)
    {
        Dictionary<string, int> made = Line().Matches(output).CountBy(static match => match.Groups[1].Value).ToDictionary();
        string[] ran = [.. s_stages
            .Where(made.ContainsKey)
            .Select(stage => made[stage] == 1 ? stage : string.Create(CultureInfo.InvariantCulture, $"{stage} {made[stage]}"))];
        return ran.Length == 0 ? "nothing" : string.Join(", ", ran);
    }

    [GeneratedRegex(@"^ +(\w+): \S", RegexOptions.Multiline)]
    private static partial Regex Line();
}
