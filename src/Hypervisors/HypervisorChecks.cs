using Partition.Diagnostics;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors;

/// <summary>Checks a plan for one hypervisor.</summary>
internal static class HypervisorChecks
{
    /// <summary>Checks a whole plan for what a hypervisor cannot hold, beyond the rules that are the same for all hypervisors.</summary>
    /// <param name="hypervisor">The hypervisor that the project chooses.</param>
    /// <param name="plan">The plan, with the findings that the project allows.</param>
    /// <returns>The errors and warnings.</returns>
    public static IEnumerable<Diagnostic> Check(this IHypervisor hypervisor, PartitionPlan plan) =>
        [.. UnsupportedSettings.Check(hypervisor, plan), .. hypervisor.Policy.Check(plan)];
}
