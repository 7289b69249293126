using System.Collections.Immutable;
using Partition.Partitioning.Boards;

namespace Partition.Hypervisors.Boot;

/// <summary>What was built for a machine with a hypervisor, as far as starting it needs to know.</summary>
/// <param name="Board">The board, by the hypervisor's own tree.</param>
/// <param name="DiskImage">The disk image, rooted.</param>
/// <param name="Loads">The files with a <see cref="BootFile.LoadAddress"/>.</param>
internal sealed record BuiltPartition(Board Board, string DiskImage, ImmutableArray<LoadedFile> Loads);
