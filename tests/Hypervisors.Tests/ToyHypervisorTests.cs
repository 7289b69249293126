using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Hypervisors.Tests.Support;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Tests;

/// <summary>A hypervisor needs one folder and one row: <see cref="ToyHypervisor"/> is one.</summary>
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
}
