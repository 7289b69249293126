using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;

namespace Partition.Partitioning.Model;

/// <summary>Who gets what of a board.</summary>
/// <param name="Request">What the project asked for.</param>
/// <param name="Guests">The guests, in the project's order.</param>
internal sealed record PartitionPlan(PartitionRequest Request, ImmutableArray<GuestPlan> Guests)
{
    /// <summary>The board.</summary>
    public Board Board => Request.Board;

    /// <summary>All faults found, over all guests; the plan must not be built from when one is an error.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>What was found and the project allows.</summary>
    public ImmutableArray<AllowedFinding> Allowed { get; init; } = [];

    /// <summary>Whether the partition would not hold.</summary>
    public bool HasErrors => Diagnostics.Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
