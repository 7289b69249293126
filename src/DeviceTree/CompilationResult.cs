using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Source;
using Partition.Diagnostics;

namespace Partition.DeviceTree;

/// <summary>What a compilation made and what it found.</summary>
/// <param name="Document">The tree with its references resolved; <see langword="null"/> when there were errors.</param>
/// <param name="Diagnostics">All faults found, in the order of the source.</param>
/// <param name="Dependencies">Every file that was read, the source first, each once, in the order of opening.</param>
public sealed record CompilationResult(
    DeviceTreeDocument? Document,
    ImmutableArray<Diagnostic> Diagnostics,
    ImmutableArray<string> Dependencies)
{
    /// <summary>The included files that were not found, as far as HV1101 reports them, in the order of the source.</summary>
    public ImmutableArray<MissingInclude> MissingIncludes { get; init; } = [];
}
