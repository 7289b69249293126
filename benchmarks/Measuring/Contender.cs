namespace Partition.Benchmarks.Measuring;

/// <summary>One way to make an answer.</summary>
/// <param name="Name">What is shown in the table: the way, or the native command.</param>
/// <param name="Output">The file that it makes; gone before each run.</param>
/// <param name="Run">Makes it.</param>
internal sealed record Contender(string Name, string Output, Action Run)
{
    /// <summary>The native tool that this machine lacks, or <see langword="null"/> when the contender can run.</summary>
    public string? MissingTool { get; init; }

    /// <summary>Whether it is not a rival but a lower limit.</summary>
    public bool IsFloor { get; init; }

    /// <summary>Whether it runs in this process, so that the first runs compile it.</summary>
    public bool NeedsWarmUp { get; init; }
}
