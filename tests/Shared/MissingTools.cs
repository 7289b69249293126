namespace Partition.Tests;

/// <summary>Decides whether a test that needs more than NuGet's packages is skipped.</summary>
/// <remarks>
/// Without what it needs, a test is skipped by name. On a build server, which sets CI, it runs and fails, because its tools were
/// forgotten there. The fast tests (eng/test.sh --fast, which sets PARTITION_FAST_TESTS) skip every such test.
/// </remarks>
internal static class MissingTools
{
    /// <summary>Why a test that runs other programs is skipped, or <see langword="null"/> when it is to run.</summary>
    public static string? FindReasonToSkip(params string[] tools)
    {
        string[] missing = [.. tools.Where(static tool => Tool.Find(tool) is null)];
        return FindReasonToSkip(
            missing.Length == 0,
            $"Not installed: {string.Join(", ", missing)}",
            IsSet("PARTITION_FAST_TESTS"),
            IsSet("CI"));
    }

    /// <summary>Why a test that needs files or programs is skipped, or <see langword="null"/> when it is to run.</summary>
    /// <param name="isReady">Whether everything that the test needs is there.</param>
    /// <param name="reason">What is missing otherwise.</param>
    public static string? FindReasonToSkip(bool isReady, string reason) =>
        FindReasonToSkip(isReady, reason, IsSet("PARTITION_FAST_TESTS"), IsSet("CI"));

    /// <summary>The rule itself, without the environment.</summary>
    public static string? FindReasonToSkip(bool isReady, string reason, bool isFastRun, bool isBuildServer) =>
        isFastRun ? "Not one of the fast tests: it needs more than NuGet's packages."
        : isReady || isBuildServer ? null
        : reason;

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
