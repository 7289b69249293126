using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors;

/// <summary>The two trees of a guest: that of its operating system, and that from which the hypervisor makes the guest.</summary>
internal interface IGuestTrees
{
    /// <summary>Whether the hypervisor reads a tree for each guest that lists what to give it.</summary>
    bool TakesConfigTrees { get; }

    /// <summary>Builds the tree that a guest's operating system sees, or predicts it where the hypervisor makes it.</summary>
    /// <param name="plan">What the guest gets.</param>
    /// <returns>A new tree.</returns>
    DeviceTreeDocument BuildOperatingSystemTree(GuestPlan plan);

    /// <summary>Predicts the tree that a guest's operating system sees from the project's own tree for the hypervisor.</summary>
    /// <param name="plan">What the guest gets by the plan.</param>
    /// <param name="configTree">The project's tree, with references resolved.</param>
    /// <returns>A new tree; that of the plan where the hypervisor makes nothing of it.</returns>
    DeviceTreeDocument BuildOperatingSystemTree(GuestPlan plan, DeviceTreeDocument configTree) => BuildOperatingSystemTree(plan);

    /// <summary>Builds the tree that lists for the hypervisor what to give a guest.</summary>
    /// <param name="plan">What the guest gets.</param>
    /// <param name="diagnostics">Takes the errors.</param>
    /// <returns>The tree, or <see langword="null"/> when this hypervisor takes none.</returns>
    DeviceTreeDocument? BuildConfigTree(GuestPlan plan, ICollection<Diagnostic> diagnostics);

    /// <summary>Checks a tree for the hypervisor, generated or hand-written.</summary>
    /// <param name="plan">What the guest gets by the plan.</param>
    /// <param name="configTree">The tree, with references resolved.</param>
    /// <returns>What the hypervisor would refuse in it, at the locations of its source where it has one.</returns>
    IEnumerable<Diagnostic> CheckConfigTree(GuestPlan plan, DeviceTreeDocument configTree);

    /// <summary>Reads what a guest is given.</summary>
    /// <param name="plan">What the guest gets by the plan.</param>
    /// <param name="configTree">The tree for the hypervisor; <see langword="null"/> when it takes none.</param>
    /// <returns>The guest's address space, as far as a device or memory answers in it.</returns>
    ImmutableArray<GuestRegion> ReadRegions(GuestPlan plan, DeviceTreeDocument? configTree);
}
