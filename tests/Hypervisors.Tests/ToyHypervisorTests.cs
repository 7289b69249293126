using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Consoles;
using Partition.Hypervisors.Tests.Support;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;
using Partition.Partitioning.Trees;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Tests;

/// <summary>A hypervisor needs one folder and one row: this one is in one file of the tests.</summary>
public class ToyHypervisorTests
{
    private static readonly ImmutableArray<IHypervisor> s_rows = [.. HypervisorCatalog.All, new ToyHypervisor()];

    [Fact]
    public void ARowMakesAHypervisorKnown()
    {
        var diagnostics = new List<Diagnostic>();

        Assert.IsType<ToyHypervisor>(HypervisorCatalog.Find(s_rows, "toy", diagnostics));
        Assert.Null(HypervisorCatalog.Find(s_rows, "other", diagnostics));

        Assert.Equal(
            ["HV5001: There is no hypervisor 'other' here. Set the property Hypervisor to one of: Xvisor, Xen, None, Toy."],
            diagnostics.Messages());
    }

    [Fact]
    public void PlansAndBuildsTheTreesOfAGuestAndBootsNothing()
    {
        IHypervisor toy = HypervisorCatalog.Find(s_rows, "Toy", [])!;

        PartitionFixture built = PartitionFixture.Of(toy, XenBoard.Read(), Builds.Guest("rtc")).MakeTrees();

        Assert.Empty(built.Diagnostics.Messages());
        Assert.NotNull(built.Trees["guest0"].Config);
        Assert.NotNull(built.Trees["guest0"].OperatingSystem.FindByPath("/rtc@9010000"));
        Assert.Null(toy.Boot);
        Assert.Equal(["a", "b"], toy.Consoles.GuestsOnSharedConsole(["a", "b"]).AsEnumerable());
    }

    [Fact]
    public void WarnsOfSettingsThatOnlyOthersUnderstand()
    {
        IHypervisor toy = HypervisorCatalog.Find(s_rows, "Toy", [])!;
        GuestRequest guest = Builds.Guest("rtc") with
        {
            Metadata = ImmutableDictionary<string, string>.Empty.Add(GuestMetadata.Priority, "5"),
        };

        Assert.Equal(
            [
                "HV5002: Priority of guest 'guest0' has no effect under Toy, which does not support it. "
                + "It waits for a build with a hypervisor that does.",
            ],
            PartitionFixture.Of(toy, XenBoard.Read(), guest).Diagnostics.Messages());
    }

    private sealed class ToyHypervisor : IHypervisor
    {
        public string Name => "Toy";

        public IPartitionPolicy Policy { get; } = new ToyPolicy();

        public IGuestTrees Trees { get; } = new ToyTrees();

        public IBootMedium? Boot => null;

        public IGuestConsoles Consoles { get; } = new ToyConsoles();
    }

    private sealed class ToyPolicy : IPartitionPolicy
    {
        public IOwnershipPolicy Ownership { get; } = new ToyOwnership();

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
