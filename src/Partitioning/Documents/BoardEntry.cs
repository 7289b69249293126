using System.Collections.Immutable;

namespace Partition.Partitioning.Documents;

/// <summary>The board of a plan.</summary>
/// <param name="Model">The <c>model</c> of its tree; empty for none.</param>
/// <param name="Compatible">The <c>compatible</c> of its tree.</param>
/// <param name="Memory">Its ranges of RAM.</param>
/// <param name="Cpus">The paths of its CPU nodes; guests name CPUs by their numbers here.</param>
/// <param name="Clusters">Its clusters of CPUs, where the tree describes them.</param>
internal sealed record BoardEntry(
    string Model,
    ImmutableArray<string> Compatible,
    ImmutableArray<RangeEntry> Memory,
    ImmutableArray<string> Cpus,
    ImmutableArray<ClusterEntry> Clusters);

/// <summary>A cluster of CPUs.</summary>
/// <param name="Name">Its node's name.</param>
/// <param name="Cpus">The numbers of its CPUs.</param>
internal sealed record ClusterEntry(string Name, ImmutableArray<int> Cpus);
