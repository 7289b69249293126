using System.Collections.Immutable;
using Partition.DeviceTree.Blob;
using Partition.Diagnostics;
using Partition.Hypervisors.Tests.Support;
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

    private static PartitionFixture Plan(string name, GuestRequest guest) =>
        PartitionFixture.Of(HypervisorCatalog.Find(name, [])!, XenBoard.Read(), guest);

    [Theory]
    [InlineData("Xvisor")]
    [InlineData("Xen")]
    [InlineData("None")]
    public void OneProjectIsRightForAll(string name)
    {
        PartitionFixture built = Plan(name, s_plain).MakeTrees();
        Assert.DoesNotContain(built.Diagnostics, static diagnostic => diagnostic.Severity != DiagnosticSeverity.Information);
        Assert.Contains(built.Trees["guest0"].OperatingSystem.Nodes, static node => node.Name == "rtc@9010000");
        Assert.Equal(s_plain, built.Plan.Guests[0].Request);
    }

    [Theory]
    [InlineData("Xvisor")]
    [InlineData("Xen")]
    public void BuildingTheHostTreeLeavesTheBoardsTreeAlone(string name)
    {
        PartitionFixture built = Plan(name, s_plain);
        byte[] before = DeviceTreeBlob.Write(built.Plan.Board.Document);

        built.LayOutBoot(static guest => guest.WithFiles(kernel: 8_000_000));

        Assert.Equal(before, DeviceTreeBlob.Write(built.Plan.Board.Document));
        Assert.NotEqual(before, DeviceTreeBlob.Write(built.Boot!.HostTree));
    }

    [Fact]
    public void XvisorMakesAllSettingsTrue() => Assert.Empty(Plan("Xvisor", s_special).Diagnostics);

    [Fact]
    public void XenRefusesByNameWhatItCannotMakeTrue() => Assert.Equal(
        ["Priority", "TimeSlice", "BootDelay", "ConfigOverrides", "VirtualDevice"],
        Plan("Xen", s_special).Diagnostics
            .Where(static found => found.Code == "HV5104")
            .Select(static found => found.Message.Split(' ')[0]));

    [Fact]
    public void WithoutAHypervisorTheyWaitAndThatIsSaid()
    {
        Diagnostic[] found = [.. Plan("None", s_special).Diagnostics];
        Assert.Equal(
            ["Priority", "TimeSlice", "BootDelay", "ConfigOverrides", "VirtualDevice"],
            found.Where(static found => found.Code == "HV5002").Select(static found => found.Message.Split(' ')[0]));
        Assert.DoesNotContain(found, static found => found.Severity == DiagnosticSeverity.Error);
    }
}
