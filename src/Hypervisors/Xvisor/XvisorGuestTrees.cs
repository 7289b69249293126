using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;
using Partition.Partitioning.Trees;

namespace Partition.Hypervisors.Xvisor;

/// <summary>The guest's slice with its virtio transports, and the tree of its address space.</summary>
internal sealed class XvisorGuestTrees : IGuestTrees
{
    public bool TakesConfigTrees => true;

    public DeviceTreeDocument BuildOperatingSystemTree(GuestPlan plan)
    {
        DeviceTreeDocument tree = OperatingSystemTree.Cut(plan);
        if (MachineProfiles.Of(plan) is { } profile)
        {
            VirtioDevices.Describe(tree, VirtioDevices.Place(plan, profile));
            FirmwareCalls.Redirect(tree, profile);
        }

        return tree;
    }

    public DeviceTreeDocument? BuildConfigTree(GuestPlan plan, ICollection<Diagnostic> diagnostics) =>
        ConfigTreeBuilder.Build(plan, diagnostics);

    public IEnumerable<Diagnostic> CheckConfigTree(GuestPlan plan, DeviceTreeDocument configTree) =>
        [.. ConfigOverrides.Check(plan, configTree), .. ConfigTreeChecks.Check(plan, ConfigOverrides.Apply(plan, configTree))];

    public ImmutableArray<GuestRegion> ReadRegions(GuestPlan plan, DeviceTreeDocument? configTree) =>
        configTree is null ? [] : ConfigTreeRegions.Read(ConfigOverrides.Apply(plan, configTree));
}
