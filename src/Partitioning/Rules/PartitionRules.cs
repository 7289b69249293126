using System.Collections.Immutable;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Rules;

/// <summary>The rules that a partition must keep, and those of their findings that a project may allow.</summary>
internal static class PartitionRules
{
    /// <summary>The codes of findings that a project may allow for named devices.</summary>
    public static ImmutableArray<string> Allowable { get; } =
    [
        OwnershipDiagnostics.SupplierOfTwoCode,
        OwnershipDiagnostics.HypervisorUsesItCode,
        RuleDiagnostics.InterruptOfTwoCode,
        RuleDiagnostics.PageOfTwoCode,
        RuleDiagnostics.RegistersOverlapCode,
        RuleDiagnostics.DmaWithoutIommuCode,
        RuleDiagnostics.MemoryOutOfDmaReachCode,
    ];

    /// <summary>Applies all rules, in the order of their codes.</summary>
    public static IEnumerable<RuleFinding> Check(PartitionPlan plan) =>
    [
        .. DeviceOwners.Check(plan),
        .. OwnUse.Check(plan),
        .. InterruptLines.Check(plan),
        .. RegisterPages.Check(plan),
        .. MemoryPlaces.Check(plan),
        .. DmaReach.Check(plan),
        .. ExclusiveCpus.Check(plan),
        .. GuestWindows.Check(plan),
    ];
}
