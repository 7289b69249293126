using System.Collections.Immutable;
using Partition.DeviceTree;
using Partition.Slicing;

namespace Partition.Hypervisors.None;

/// <summary>Each guest boots straight on the board: the quick check of a slice with a real kernel.</summary>
internal sealed class NoHypervisor : IHypervisor
{
    public string Name => "None";

    public bool PatchesKernels => false;

    public bool BootsFromDiskImage => false;

    public bool TakesConfigTrees => false;

    public IOwnershipPolicy Ownership => BareBoardPolicy.Instance;

    public DeviceTreeDocument? BuildConfigTree(GuestPlan plan, ICollection<Diagnostic> diagnostics) => null;

    public ImmutableArray<GuestRegion> ReadRegions(GuestPlan plan, DeviceTreeDocument? configTree) => TreeAgreement.RegionsOf(plan);

    public void CompleteHostTree(DeviceTreeDocument host, ICollection<Diagnostic> diagnostics)
    {
        // Nobody but the guests reads a tree.
    }

    public BootFileSet BuildBootFiles(BootRequest request) => new([], []);
}
