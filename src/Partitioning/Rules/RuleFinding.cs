using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;

namespace Partition.Partitioning.Rules;

/// <summary>What a rule found.</summary>
/// <param name="Diagnostic">The finding.</param>
/// <param name="Devices">The devices that it is about; an allowance for one of them allows it.</param>
internal readonly record struct RuleFinding(Diagnostic Diagnostic, ImmutableArray<BoardDevice> Devices)
{
    /// <summary>What the finding has in common with others that are reported with it; <see langword="null"/> for nothing.</summary>
    public FindingGroup? Group { get; init; }

    /// <summary>The uses of hardware that the finding is about, for its group.</summary>
    public ImmutableArray<HardwareUse> Uses { get; init; } = [];
}
