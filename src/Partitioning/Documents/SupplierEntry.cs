using System.Collections.Immutable;

namespace Partition.Partitioning.Documents;

/// <summary>A node that is not a device itself and that devices of guests need: a clock, a pin group, a supply, a bus.</summary>
/// <param name="Name">The name that a person uses.</param>
/// <param name="Path">Its path in the board's tree.</param>
/// <param name="Location">Where it was written.</param>
/// <param name="Users">The guests whose trees keep it, each with the way of the first need.</param>
internal sealed record SupplierEntry(string Name, string Path, LocationEntry? Location, ImmutableArray<SupplierUserEntry> Users);

/// <summary>A guest that needs a supplier.</summary>
/// <param name="Guest">The guest.</param>
/// <param name="Because">The way of the need.</param>
internal sealed record SupplierUserEntry(string Guest, ImmutableArray<ReasonEntry> Because);
