using System.Collections.Immutable;

namespace Partition.Partitioning.Boards;

/// <summary>CPUs that belong together, as <c>/cpus/cpu-map</c> says.</summary>
/// <param name="Name">The node's name, <c>cluster0</c>.</param>
/// <param name="Cpus">The CPUs' numbers, counted in the tree's order from 0, in rising order.</param>
internal sealed record CpuCluster(string Name, ImmutableArray<int> Cpus);
