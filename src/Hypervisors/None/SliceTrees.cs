using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;
using Partition.Partitioning.Trees;

namespace Partition.Hypervisors.None;

/// <summary>Gives each guest its slice of the board's tree, which is also what the guest is given.</summary>
internal sealed class SliceTrees : IGuestTrees
{
    public bool TakesConfigTrees => false;

    public DeviceTreeDocument BuildOperatingSystemTree(GuestPlan plan) => OperatingSystemTree.Cut(plan);

    public DeviceTreeDocument? BuildConfigTree(GuestPlan plan, ICollection<Diagnostic> diagnostics) => null;

    public IEnumerable<Diagnostic> CheckConfigTree(GuestPlan plan, DeviceTreeDocument configTree) => [];

    public ImmutableArray<GuestRegion> ReadRegions(GuestPlan plan, DeviceTreeDocument? configTree) => TreeAgreement.RegionsOf(plan);
}
