using System.Collections.Immutable;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Consistency;

/// <summary>A stretch of a guest's address space that a hypervisor backs with something.</summary>
/// <param name="Name">What the hypervisor calls it.</param>
/// <param name="Range">Guest addresses.</param>
/// <param name="Interrupts">The guest interrupts it can raise.</param>
/// <param name="Kind">What stands behind it.</param>
internal sealed record GuestRegion(string Name, AddressRange Range, ImmutableArray<InterruptId> Interrupts, GuestRegionKind Kind)
{
    /// <summary>
    /// The board's own addresses behind it, where it is the board's hardware; <see langword="null"/> where something else answers.
    /// </summary>
    public AddressRange? Host { get; init; }
}
