using Partition.DeviceTree;
using Partition.DeviceTree.Blob;

namespace Partition.Tool.Dtc;

/// <summary>The options of a run of <c>partition dtc</c>.</summary>
internal sealed record DtcOptions
{
    /// <summary>The name that means the standard input, and the standard output.</summary>
    public const string Standard = "-";

    /// <summary>The input.</summary>
    public required string Input { get; init; }

    /// <summary>The output.</summary>
    public required string Output { get; init; }

    /// <summary>What the input is; <see langword="null"/> to guess.</summary>
    public DtcFormat? InputFormat { get; init; }

    /// <summary>What the output is to be; <see langword="null"/> to guess.</summary>
    public DtcFormat? OutputFormat { get; init; }

    /// <summary>Where the rule for make goes; <see langword="null"/> for nowhere.</summary>
    public string? DependencyFile { get; init; }

    /// <summary>What a blob gets beside its tree.</summary>
    public required BlobOptions Blob { get; init; }

    /// <summary>How a source is compiled.</summary>
    public required CompilerOptions Compiler { get; init; }

    /// <summary>Whether the output is sorted.</summary>
    public bool IsSorted { get; init; }

    /// <summary>Whether there is an output even when checks find errors.</summary>
    public bool IsForced { get; init; }

    /// <summary>
    /// How often <c>-q</c> was given: 1 leaves warnings out, 2 also errors of checks, 3 also the word that the output was forced.
    /// </summary>
    public int Quietness { get; init; }

    /// <summary>Whether messages have dtc's form.</summary>
    public bool HasNativeMessages { get; init; }
}
