using System.Collections.Immutable;

namespace Partition.Hypervisors;

/// <summary>What boot files are laid out for.</summary>
/// <param name="BoardName">The board's name as it appears in folders of the image: <c>vexpress-a9</c>.</param>
/// <param name="Guests">The guests, in the project's order.</param>
public sealed record BootRequest(string BoardName, ImmutableArray<GuestFiles> Guests);
