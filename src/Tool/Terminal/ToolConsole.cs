namespace Partition.Tool.Terminal;

/// <summary>Where a run of the program reads from and writes to. Tests give their own.</summary>
internal sealed record ToolConsole
{
    private readonly Lazy<bool> _hasColors = new(static () => false);

    /// <summary>Text that was asked for.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Diagnostics.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Opens the standard output for bytes; the caller closes it.</summary>
    public required Func<Stream> OpenOutput { get; init; }

    /// <summary>Opens the standard input for bytes; the caller closes it.</summary>
    public Func<Stream> OpenInput { get; init; } = static () => Stream.Null;

    /// <summary>Whether diagnostics have colours.</summary>
    public bool HasColors { get => _hasColors.Value; init => _hasColors = new(() => value); }

    private Lazy<bool> AsksForColors { init => _hasColors = value; }

    /// <summary>The streams of this process. A run that has nothing to say opens none of them.</summary>
    public static ToolConsole OfProcess() => new()
    {
        Output = new DeferredWriter(static () => Console.Out),
        Error = new DeferredWriter(static () => Console.Error),
        OpenOutput = Console.OpenStandardOutput,
        OpenInput = Console.OpenStandardInput,
        AsksForColors = new(static () => !Console.IsOutputRedirected && !Console.IsErrorRedirected && AllowsColors()),
    };

    // https://no-color.org: any text but the empty one counts.
    private static bool AllowsColors() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";
}
