using System.Collections.Immutable;

namespace Partition.Partitioning.Bindings;

/// <summary>The references in the value of a property.</summary>
/// <param name="Entries">The entries in order; together they are the whole value when <paramref name="IsWhole"/>.</param>
/// <param name="Tie">What the references mean.</param>
/// <param name="IsWhole">Whether the value was understood to its end, so that entries can be taken out of it.</param>
/// <param name="IsKnown">Whether the property is known to hold references, rather than found to.</param>
internal sealed record PhandleList(ImmutableArray<PhandleEntry> Entries, PhandleTie Tie, bool IsWhole, bool IsKnown)
{
    /// <summary>No references.</summary>
    public static PhandleList Empty { get; } = new([], PhandleTie.Need, IsWhole: false, IsKnown: true);
}
