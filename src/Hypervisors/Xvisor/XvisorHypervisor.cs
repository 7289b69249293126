using System.Collections.Immutable;
using Partition.DeviceTree;
using Partition.Slicing;

namespace Partition.Hypervisors.Xvisor;

/// <summary>Xvisor v0.3.0 on 32-bit ARM without virtualization extensions.</summary>
internal sealed class XvisorHypervisor : IHypervisor
{
    public string Name => "Xvisor";

    public bool PatchesKernels => true;

    public bool IsBooted => true;

    public bool TakesConfigTrees => true;

    public IOwnershipPolicy Ownership => XvisorOwnership.Instance;

    /// <summary>What it cannot hold is found guest by guest, where their trees are built.</summary>
    public IEnumerable<Diagnostic> Check(PartitionPlan plan) => [];

    public DeviceTreeDocument BuildOperatingSystemTree(GuestPlan plan) => OperatingSystemTree.Cut(plan);

    public DeviceTreeDocument? BuildConfigTree(GuestPlan plan, ICollection<Diagnostic> diagnostics) => ConfigTreeBuilder.Build(plan, diagnostics);

    public IEnumerable<Diagnostic> CheckConfigTree(GuestPlan plan, DeviceTreeDocument configTree) => [];

    public ImmutableArray<GuestRegion> ReadRegions(GuestPlan plan, DeviceTreeDocument? configTree) =>
        configTree is null ? [] : ConfigTreeRegions.Read(configTree);

    public void CompleteHostTree(DeviceTreeDocument host, BootRequest request, ICollection<Diagnostic> diagnostics) =>
        HostTree.Complete(host, request.HypervisorArguments, diagnostics);

    public BootFileSet BuildBootFiles(BootRequest request) => BootFileBuilder.Build(request);

    /// <summary>The disk image is its initial RAM disk.</summary>
    public QemuCommandLine CompleteCommand(QemuCommandLine command, BuiltPartition built) => command with
    {
        Memory = command.Memory.Length == 0 ? "512M" : command.Memory,
        InitialRamDisk = built.DiskImage,
    };

    /// <summary>The boot script binds the console to the port of one guest, the first.</summary>
    public ImmutableArray<string> SelectHeard(ImmutableArray<string> started) => [.. started.Take(1)];

    public ConsoleLine AttributeLine(string line, ImmutableArray<string> started) => BoundConsole.Attribute(line, started);
}
