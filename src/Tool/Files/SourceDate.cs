using System.Globalization;
using Partition.Tool.Reporting;

namespace Partition.Tool.Files;

/// <summary>The date that the environment asks for (reproducible-builds.org).</summary>
internal static class SourceDate
{
    private const string Variable = "SOURCE_DATE_EPOCH";

    /// <summary>The end of the year 9999, the last that <see cref="DateTimeOffset"/> has.</summary>
    private const long MaxDate = 253_402_300_799;

    /// <summary>Whether the environment asks for a date.</summary>
    public static bool IsSet => Text is not null;

    private static string? Text => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? text : null;

    /// <summary>The date in seconds since 1970; <see langword="null"/> when there is none, or after an error that was reported.</summary>
    public static long? Read(Report report)
    {
        if (Text is not string text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long date) && date <= MaxDate)
        {
            return date;
        }

        report.Error("partition", $"{Variable} is '{text}', which is not a number of seconds since 1970 up to {MaxDate}.");
        return null;
    }

    /// <summary>The date that the environment asks for, or the present one in the time zone of the machine.</summary>
    public static DateTimeOffset ReadOrNow(Report report) =>
        Read(report) is long date ? DateTimeOffset.FromUnixTimeSeconds(date) : DateTimeOffset.Now;
}
