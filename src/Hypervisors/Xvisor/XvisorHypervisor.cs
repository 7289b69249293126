using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Consoles;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;
using Partition.Partitioning.Trees;

namespace Partition.Hypervisors.Xvisor;

/// <summary>Xvisor v0.3.0 on ARM: without virtualization extensions, where kernels are patched, and with them.</summary>
internal sealed class XvisorHypervisor : IHypervisor
{
    public string Name => "Xvisor";

    public bool PatchesKernels(PartitionPlan plan) => MachineProfiles.Find(plan.Board, plan.Request.Profile) is not { HasVirtualization: true };

    public string FirmwareOf(PartitionPlan plan) => MachineProfiles.Find(plan.Board, plan.Request.Profile)?.Firmware ?? "";

    public bool IsBooted => true;

    public bool TakesConfigTrees => true;

    public IOwnershipPolicy Ownership => XvisorOwnership.Instance;

    public IEnumerable<Diagnostic> Check(PartitionPlan plan) => PlanChecks.Check(plan);

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

    public DeviceTreeDocument? BuildConfigTree(GuestPlan plan, ICollection<Diagnostic> diagnostics) => ConfigTreeBuilder.Build(plan, diagnostics);

    public IEnumerable<Diagnostic> CheckConfigTree(GuestPlan plan, DeviceTreeDocument configTree) =>
        [.. ConfigOverrides.Check(plan, configTree), .. ConfigTreeChecks.Check(plan, ConfigOverrides.Apply(plan, configTree))];

    public ImmutableArray<GuestRegion> ReadRegions(GuestPlan plan, DeviceTreeDocument? configTree) =>
        configTree is null ? [] : ConfigTreeRegions.Read(ConfigOverrides.Apply(plan, configTree));

    public void CompleteHostTree(DeviceTreeDocument host, BootRequest request, ICollection<Diagnostic> diagnostics) =>
        HostTree.Complete(host, request.HypervisorArguments, diagnostics);

    public BootFileSet BuildBootFiles(BootRequest request) => BootFileBuilder.Build(request);

    public bool ReadsBootText(string targetPath) => BootTextChecks.IsRead(targetPath);

    public IEnumerable<Diagnostic> CheckBootText(string targetPath, string text, string source) => BootTextChecks.Check(targetPath, text, source);

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
