using System.Collections.Immutable;
using System.Reflection;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Rules;

/// <summary>The rules that a partition must keep.</summary>
internal static class PartitionRules
{
    /// <summary>The codes of the findings whose factories are <see cref="AllowableAttribute"/>, in order.</summary>
    public static ImmutableArray<string> Allowable { get; } =
    [
        .. new[] { typeof(OwnershipDiagnostics), typeof(RuleDiagnostics) }
            .SelectMany(static factories => factories.GetMethods())
            .Select(static factory => factory.GetCustomAttribute<AllowableAttribute>()?.Code).OfType<string>()
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Applies all rules, in the order of their codes.</summary>
    public static IEnumerable<RuleFinding> Check(PartitionPlan plan) =>
    [
        .. plan.Request.Policy.KeepsGuestsApart ? CheckOwners(plan) : [],
        .. MemoryPlacement.Check(plan),
        .. DmaReach.Check(plan),
        .. ExclusiveCpus.Check(plan),
        .. FirmwareSuppliers.Check(plan),
        .. GuestWindows.Check(plan),
    ];

    /// <summary>The rules that two guests may not have one thing.</summary>
    private static IEnumerable<RuleFinding> CheckOwners(PartitionPlan plan) =>
    [
        .. DeviceOwners.Check(plan),
        .. HypervisorDevices.Check(plan),
        .. InterruptLines.Check(plan),
        .. RegisterPages.Check(plan),
        .. IommuStreams.Check(plan),
        .. SupplierSelectors.Check(plan),
    ];
}
