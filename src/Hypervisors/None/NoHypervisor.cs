using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Consoles;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;
using Partition.Partitioning.Trees;

namespace Partition.Hypervisors.None;

/// <summary>Each guest boots straight on the board: the quick check of a slice with a real kernel.</summary>
internal sealed class NoHypervisor : IHypervisor
{
    public string Name => "None";

    public bool PatchesKernels(PartitionPlan plan) => false;

    public string FirmwareOf(PartitionPlan plan) => "";

    public bool IsBooted => false;

    public bool TakesConfigTrees => false;

    public IOwnershipPolicy Ownership => BareBoardPolicy.Instance;

    /// <summary>What only a hypervisor makes true is left out of the quick check, and said so.</summary>
    public IEnumerable<Diagnostic> Check(PartitionPlan plan) =>
        plan.Guests.SelectMany(static guest => GuestSettings.Used(guest).Select(used => HypervisorDiagnostics.WithoutEffect(used.At, guest.Name, used.Setting)));

    public DeviceTreeDocument BuildOperatingSystemTree(GuestPlan plan) => OperatingSystemTree.Cut(plan);

    public DeviceTreeDocument? BuildConfigTree(GuestPlan plan, ICollection<Diagnostic> diagnostics) => null;

    public IEnumerable<Diagnostic> CheckConfigTree(GuestPlan plan, DeviceTreeDocument configTree) => [];

    public ImmutableArray<GuestRegion> ReadRegions(GuestPlan plan, DeviceTreeDocument? configTree) => TreeAgreement.RegionsOf(plan);

    public void CompleteHostTree(DeviceTreeDocument host, BootRequest request, ICollection<Diagnostic> diagnostics)
    {
        // Nobody but the guests reads a tree.
    }

    public bool ReadsBootText(string targetPath) => false;

    public IEnumerable<Diagnostic> CheckBootText(string targetPath, string text, string source) => [];

    public BootFileSet BuildBootFiles(BootRequest request) => new([], []);

    public QemuCommandLine CompleteCommand(QemuCommandLine command, BuiltPartition built) => command;

    public ImmutableArray<string> SelectHeard(ImmutableArray<string> started) => started;

    /// <summary>The one guest that boots has the console for itself.</summary>
    public ConsoleLine AttributeLine(string line, ImmutableArray<string> started) => new(started.FirstOrDefault(""), line);
}
