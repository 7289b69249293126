using System.Globalization;

namespace Partition.Building.Boots.Results;

/// <summary>How many tests there were, and how they ended.</summary>
/// <param name="Total">All.</param>
/// <param name="Passed">Those that passed.</param>
/// <param name="Skipped">Those that could not be made.</param>
/// <param name="Failed">Those that failed.</param>
/// <param name="Duration">How long all took.</param>
internal sealed record TestCounts(int Total, int Passed, int Skipped, int Failed, TimeSpan Duration)
{
    /// <summary>The counts in the form that <c>dotnet test</c> prints.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Failed == 0 ? "Passed" : "Failed")}!  - Failed: {Failed}, Passed: {Passed}, Skipped: {Skipped}, Total: {Total}, "
        + $"Duration: {Duration.TotalSeconds:0.0} s");
}
