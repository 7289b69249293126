using Partition.Hypervisors.Boot;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xen;

/// <summary>A file that Xen starts a guest from, as it lies in the board's RAM.</summary>
/// <param name="Guest">The guest.</param>
/// <param name="Kind">Which of its files it is.</param>
/// <param name="Place">Board addresses.</param>
/// <param name="Path">Where it is on the boot medium; the same for guests that share it.</param>
/// <param name="Digest">What tells its content from others'; may be empty.</param>
internal sealed record Module(GuestFiles Guest, GuestFileKind Kind, AddressRange Place, string Path, string Digest);
