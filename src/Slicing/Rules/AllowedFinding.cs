using System.Collections.Immutable;
using Partition.DeviceTree;

namespace Partition.Slicing;

/// <summary>Something that would break a partition, and that the project allows.</summary>
/// <param name="Finding">What was found.</param>
/// <param name="Devices">The devices that it is about.</param>
/// <param name="Reason">Why the project allows it.</param>
public sealed record AllowedFinding(Diagnostic Finding, ImmutableArray<BoardDevice> Devices, string Reason);
