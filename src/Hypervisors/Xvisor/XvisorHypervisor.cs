using System.Collections.Immutable;
using Partition.DeviceTree;
using Partition.Slicing;

namespace Partition.Hypervisors.Xvisor;

/// <summary>Xvisor v0.3.0 on 32-bit ARM without virtualization extensions.</summary>
internal sealed class XvisorHypervisor : IHypervisor
{
    public string Name => "Xvisor";

    public bool PatchesKernels => true;

    public bool BootsFromDiskImage => true;

    public bool TakesConfigTrees => true;

    public IOwnershipPolicy Ownership => XvisorOwnership.Instance;

    public DeviceTreeDocument? BuildConfigTree(GuestPlan plan, ICollection<Diagnostic> diagnostics) => ConfigTreeBuilder.Build(plan, diagnostics);

    public ImmutableArray<GuestRegion> ReadRegions(GuestPlan plan, DeviceTreeDocument? configTree) =>
        configTree is null ? [] : ConfigTreeRegions.Read(configTree);

    public void CompleteHostTree(DeviceTreeDocument host, ICollection<Diagnostic> diagnostics) =>
        HostTree.Complete(host, diagnostics);

    public BootFileSet BuildBootFiles(BootRequest request) => BootFileBuilder.Build(request);
}
