using System.Collections.Immutable;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Tests.Support;
using Partition.Partitioning;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Tests;

/// <summary>One project under each hypervisor: nothing else in it changes, or it is said exactly what cannot carry over.</summary>
public class SwappingTests
{
    private static readonly GuestRequest s_plain = Builds.Guest("rtc") with { Memory = ByteSize.FromMebibytes(64) };

    private static readonly GuestRequest s_special = s_plain with
    {
        Metadata = ImmutableDictionary<string, string>.Empty
            .Add(GuestMetadata.Priority, "5")
            .Add(GuestMetadata.TimeSlice, "10ms")
            .Add(GuestMetadata.BootDelay, "1")
            .Add(GuestMetadata.ConfigOverrides, "mem0,align_order,uint32,12"),
        VirtualDevices = [new("lan", VirtualDeviceKind.Network, "", SourceSpan.None)],
    };

    private static (IHypervisor Hypervisor, PartitionPlan Plan, Diagnostic[] Found) Plan(string name, GuestRequest guest)
    {
        IHypervisor hypervisor = HypervisorCatalog.Find(name, [])!;
        PartitionPlan plan = PartitionPlanner.Plan(new PartitionRequest(XenBoard.Read(), [guest]) { Policy = hypervisor.Policy.Ownership });
        return (hypervisor, plan, [.. plan.Diagnostics, .. hypervisor.Check(plan)]);
    }

    [Theory]
    [InlineData("Xvisor")]
    [InlineData("Xen")]
    [InlineData("None")]
    public void OneProjectIsRightForAll(string name)
    {
        (IHypervisor hypervisor, PartitionPlan plan, Diagnostic[] found) = Plan(name, s_plain);
        var diagnostics = new List<Diagnostic>(found);
        GuestPlan guest = plan.Guests[0];
        DeviceTreeDocument? config = hypervisor.Trees.BuildConfigTree(guest, diagnostics);
        diagnostics.AddRange(config is null ? [] : hypervisor.Trees.CheckConfigTree(guest, config));
        DeviceTreeDocument system = hypervisor.Trees.BuildOperatingSystemTree(guest);
        diagnostics.AddRange(TreeAgreement.Compare(guest.Name, system, hypervisor.Trees.ReadRegions(guest, config)));
        Assert.DoesNotContain(diagnostics, static diagnostic => diagnostic.Severity != DiagnosticSeverity.Information);
        Assert.Contains(system.Nodes, static node => node.Name == "rtc@9010000");
        Assert.Equal(s_plain, guest.Request);
    }

    [Theory]
    [InlineData("Xvisor")]
    [InlineData("Xen")]
    public void BuildingTheHostTreeLeavesTheBoardsTreeAlone(string name)
    {
        (IHypervisor hypervisor, PartitionPlan plan, _) = Plan(name, s_plain);
        byte[] before = DeviceTreeBlob.Write(plan.Board.Document);
        var request = new BootRequest("board", [.. plan.Guests.Select(static guest => guest.WithFiles(kernel: 8_000_000))]);

        DeviceTreeDocument host = hypervisor.Boot!.BuildHostTree(plan.Board.Document, request, []);

        Assert.Equal(before, DeviceTreeBlob.Write(plan.Board.Document));
        Assert.NotEqual(before, DeviceTreeBlob.Write(host));
    }

    [Fact]
    public void XvisorMakesAllSettingsTrue() => Assert.Empty(Plan("Xvisor", s_special).Found);

    [Fact]
    public void XenRefusesByNameWhatItCannotMakeTrue() => Assert.Equal(
        ["Priority", "TimeSlice", "BootDelay", "ConfigOverrides", "VirtualDevice"],
        Plan("Xen", s_special).Found.Where(static found => found.Code == "HV5104").Select(static found => found.Message.Split(' ')[0]));

    [Fact]
    public void WithoutAHypervisorTheyWaitAndThatIsSaid()
    {
        Diagnostic[] found = Plan("None", s_special).Found;
        Assert.Equal(
            ["Priority", "TimeSlice", "BootDelay", "ConfigOverrides", "VirtualDevice"],
            found.Where(static found => found.Code == "HV5002").Select(static found => found.Message.Split(' ')[0]));
        Assert.DoesNotContain(found, static found => found.Severity == DiagnosticSeverity.Error);
    }
}
