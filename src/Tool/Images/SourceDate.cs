using System.Globalization;
using Partition.Tool.Reporting;

namespace Partition.Tool.Images;

/// <summary>The date that the environment asks for (reproducible-builds.org).</summary>
internal static class SourceDate
{
    private const string Variable = "SOURCE_DATE_EPOCH";

    /// <summary>The date in seconds since 1970; <see langword="null"/> when there is none, or after an error that was reported.</summary>
    public static long? Read(Report report)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long date))
        {
            return date;
        }

        report.Error("partition", $"{Variable} is '{text}', which is no number of seconds since 1970.");
        return null;
    }
}
