using System.Collections.Immutable;
using Partition.DeviceTree;

namespace Partition.Slicing;

/// <summary>Who gets what of a board.</summary>
/// <param name="Board">The board.</param>
/// <param name="Guests">The guests, in the project's order.</param>
/// <param name="Diagnostics">All faults found, over all guests; the plan must not be built from when one is an error.</param>
public sealed record PartitionPlan(Board Board, ImmutableArray<GuestPlan> Guests, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Whether the partition would not hold.</summary>
    public bool HasErrors => Diagnostics.Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
