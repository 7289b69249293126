using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Xen;

/// <summary>The tree that Xen makes for a guest, predicted, and the partial tree of devices that it copies into that one.</summary>
internal sealed class XenGuestTrees : IGuestTrees
{
    public bool TakesConfigTrees => true;

    public DeviceTreeDocument BuildOperatingSystemTree(GuestPlan plan) => GuestTree.Predict(plan, PassthroughTree.Build(plan));

    public DeviceTreeDocument BuildOperatingSystemTree(GuestPlan plan, DeviceTreeDocument configTree) =>
        GuestTree.Predict(plan, configTree);

    public DeviceTreeDocument? BuildConfigTree(GuestPlan plan, ICollection<Diagnostic> diagnostics) => PassthroughTree.Build(plan);

    public IEnumerable<Diagnostic> CheckConfigTree(GuestPlan plan, DeviceTreeDocument configTree) =>
        PassthroughChecks.Check(plan, configTree);

    public ImmutableArray<GuestRegion> ReadRegions(GuestPlan plan, DeviceTreeDocument? configTree) =>
        configTree is null ? [] : PassthroughRegions.Read(plan, configTree);
}
