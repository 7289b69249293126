namespace Partition.Tool;

/// <summary>Where a run of the program writes to. Tests give their own.</summary>
internal sealed record ToolConsole
{
    /// <summary>Text that was asked for.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Diagnostics.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Opens the standard output for bytes; whoever opens it closes it.</summary>
    public required Func<Stream> OpenOutput { get; init; }

    /// <summary>Whether diagnostics have colours.</summary>
    public bool HasColors { get; init; }

    /// <summary>The streams of this process.</summary>
    public static ToolConsole OfProcess() => new()
    {
        Output = Console.Out,
        Error = Console.Error,
        OpenOutput = Console.OpenStandardOutput,
        HasColors = !Console.IsOutputRedirected && !Console.IsErrorRedirected && AllowsColors(),
    };

    // https://no-color.org: any text but the empty one counts.
    private static bool AllowsColors() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";
}
