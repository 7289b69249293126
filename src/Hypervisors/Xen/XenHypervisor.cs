using System.Collections.Immutable;
using System.Globalization;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Consoles;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Xen;

/// <summary>Xen 4.17 on ARM, which starts all guests by itself from the host's tree (dom0less), without a privileged one.</summary>
/// <remarks>Rules and formats: Xen, docs/misc/arm/device-tree/booting.txt and docs/misc/arm/passthrough.txt.</remarks>
internal sealed class XenHypervisor : IHypervisor
{
    public string Name => "Xen";

    public bool PatchesKernels(PartitionPlan plan) => false;

    public string FirmwareOf(PartitionPlan plan) => "";

    public bool IsBooted => true;

    public bool TakesConfigTrees => true;

    public IOwnershipPolicy Ownership => XenOwnership.Instance;

    public IEnumerable<Diagnostic> Check(PartitionPlan plan) => PlanChecks.Check(plan);

    public DeviceTreeDocument BuildOperatingSystemTree(GuestPlan plan) => GuestTree.Foretell(plan);

    public DeviceTreeDocument? BuildConfigTree(GuestPlan plan, ICollection<Diagnostic> diagnostics) => PassthroughTree.Build(plan);

    public IEnumerable<Diagnostic> CheckConfigTree(GuestPlan plan, DeviceTreeDocument configTree) => PassthroughChecks.Check(plan, configTree);

    public ImmutableArray<GuestRegion> ReadRegions(GuestPlan plan, DeviceTreeDocument? configTree) =>
        configTree is null ? [] : PassthroughRegions.Read(plan, configTree);

    public void CompleteHostTree(DeviceTreeDocument host, BootRequest request, ICollection<Diagnostic> diagnostics) =>
        HostTree.Complete(host, request, diagnostics);

    public bool ReadsBootText(string targetPath) => false;

    public IEnumerable<Diagnostic> CheckBootText(string targetPath, string text, string source) => [];

    public BootFileSet BuildBootFiles(BootRequest request) => BootFileBuilder.Build(request);

    /// <summary>The machine has the board's RAM and CPUs, for which the files were laid out, and the files where they are expected.</summary>
    public QemuCommandLine CompleteCommand(QemuCommandLine command, BuiltPartition built) => command with
    {
        Memory = command.Memory.Length > 0 ? command.Memory
            : string.Create(CultureInfo.InvariantCulture, $"{built.Board.Memory.Aggregate(0UL, static (sum, range) => sum + range.Size) >> 20}M"),
        Cpus = Math.Max(1, built.Board.Cpus.Length).ToString(CultureInfo.InvariantCulture),
        Loads = built.Loads,
    };

    public ImmutableArray<string> SelectHeard(ImmutableArray<string> started) => started;

    public ConsoleLine AttributeLine(string line, ImmutableArray<string> started) => DomainConsole.Attribute(line, started);
}
