using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;

namespace Partition.Partitioning.Model;

/// <summary>Something that would break a partition, and that the project allows.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Devices">The devices that it is about.</param>
/// <param name="Reason">Why the project allows it.</param>
internal sealed record AllowedFinding(Diagnostic Finding, ImmutableArray<BoardDevice> Devices, string Reason);
