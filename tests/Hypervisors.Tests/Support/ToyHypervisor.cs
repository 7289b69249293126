using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Consoles;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;
using Partition.Partitioning.Trees;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Tests.Support;

/// <summary>A hypervisor that gives everything away and boots nothing, in one file.</summary>
/// <param name="ownership">What it keeps for itself or emulates, when that is not nothing.</param>
internal sealed class ToyHypervisor(IOwnershipPolicy? ownership = null) : IHypervisor
{
    public string Name => Policy.Ownership.Name;

    public IPartitionPolicy Policy { get; } = new ToyPolicy(ownership ?? new ToyOwnership());

    public IGuestTrees Trees { get; } = new ToyTrees();

    public IBootMedium? Boot => null;

    public IGuestConsoles Consoles { get; } = new ToyConsoles();

    private sealed class ToyPolicy(IOwnershipPolicy ownership) : IPartitionPolicy
    {
        public IOwnershipPolicy Ownership => ownership;

        public IEnumerable<Diagnostic> Check(PartitionPlan plan) => [];
    }

    private sealed class ToyOwnership : IOwnershipPolicy
    {
        public string Name => "Toy";

        public bool MapsMemoryIdentically => false;

        public bool RunsGuestsTogether => true;

        public bool AnswersForStubs => false;

        public DeviceAccess Resolve(Board board, BoardDevice device) => DeviceAccess.Passthrough;

        public IEnumerable<(AddressRange Range, string Use)> FindOwnMemory(Board board) => [];

        public string? FindOwnUse(Board board, BoardDevice device) => null;
    }

    /// <summary>Its config tree is the guest's slice.</summary>
    private sealed class ToyTrees : IGuestTrees
    {
        public bool TakesConfigTrees => true;

        public DeviceTreeDocument BuildOperatingSystemTree(GuestPlan plan) => OperatingSystemTree.Cut(plan);

        public DeviceTreeDocument? BuildConfigTree(GuestPlan plan, ICollection<Diagnostic> diagnostics) => OperatingSystemTree.Cut(plan);

        public IEnumerable<Diagnostic> CheckConfigTree(GuestPlan plan, DeviceTreeDocument configTree) => [];

        public ImmutableArray<GuestRegion> ReadRegions(GuestPlan plan, DeviceTreeDocument? configTree) => TreeAgreement.RegionsOf(plan);
    }

    private sealed class ToyConsoles : IGuestConsoles
    {
        public ConsoleLine AttributeLine(string line, ImmutableArray<string> started) => new("", line);
    }
}
