using System.Collections.Immutable;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Rules;

/// <summary>The rules that a partition must keep, and those of their findings that a project may allow.</summary>
internal static class PartitionRules
{
    /// <summary>The codes of findings that a project may allow for named devices.</summary>
    public static ImmutableArray<string> Allowable { get; } = ["HV2031", "HV2032", "HV2033", "HV2034", "HV2035", "HV2037", "HV2048"];

    /// <summary>Applies all rules, in the order of their codes.</summary>
    public static IEnumerable<RuleFinding> Check(PartitionPlan plan) =>
    [
        .. DeviceOwners.Check(plan),
        .. HypervisorDevices.Check(plan),
        .. InterruptLines.Check(plan),
        .. RegisterPages.Check(plan),
        .. MemoryPlacement.Check(plan),
        .. DmaReach.Check(plan),
        .. ExclusiveCpus.Check(plan),
        .. GuestWindows.Check(plan),
    ];
}
