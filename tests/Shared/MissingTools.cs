namespace Partition.Tests;

/// <summary>
/// What becomes of a test that asks another program which is not there: it is skipped by name; on a build server, which sets CI, it
/// runs and fails, because there the program was forgotten.
/// </summary>
internal static class MissingTools
{
    /// <summary>Why a test is to be skipped, or <see langword="null"/> when it is to run.</summary>
    public static string? FindReasonToSkip(params string[] tools)
    {
        string[] missing = [.. tools.Where(static tool => Tool.Find(tool) is null)];
        return missing.Length > 0 && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"))
            ? $"Not installed: {string.Join(", ", missing)}"
            : null;
    }
}
