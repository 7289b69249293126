using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Tests.Support;
using Partition.Partitioning.Trees;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Tests.Trees;

/// <summary>Reservations of RAM go with the devices that use them, where the guest's RAM has them.</summary>
public sealed class GuestReservationsTests
{
    private const string Nodes = """
        reserved-memory { #address-cells = <1>; #size-cells = <1>; ranges;
            pool: dma-pool { compatible = "shared-dma-pool"; size = <0x400000>; };
            cma { compatible = "shared-dma-pool"; reusable; size = <0x800000>; linux,cma-default; };
            unused { compatible = "shared-dma-pool"; size = <0x1000>; };
            low: low-pool { compatible = "shared-dma-pool"; size = <0x1000>; alloc-ranges = <0x40000000 0x10000000>; };
            high: high-pool { compatible = "shared-dma-pool"; size = <0x1000>; alloc-ranges = <0 0x1000>, <0x80000000 0x10000000>; };
            fix: buffer@88000000 { reg = <0x88000000 0x100000>; no-map; };
        };
        vpu: codec@9000 { reg = <0x9000 0x1000>; memory-region = <&pool>, <&fix>; memory-region-names = "dma", "firmware"; };
        old: codec@a000 { reg = <0xa000 0x1000>; memory-region = <&low>; };
        new: codec@b000 { reg = <0xb000 0x1000>; memory-region = <&high>; };
        """;

    [Fact]
    public void AGuestWithTheBoardsRamHasAllReservationsOfItsDevices()
    {
        PartitionPlan plan = Plan("vpu", 256, BareBoardPolicy.Instance);
        Assert.Empty(plan.Messages());
        Assert.Equal("cma dma-pool buffer@88000000", ReservationsOf(plan));
        Assert.Equal("dma firmware", NamesOf(plan, "/codec@9000"));
    }

    [Fact]
    public void AListThatLosesOneReservationGoesAsAWholeAndThatIsSaid()
    {
        PartitionPlan plan = Plan("vpu", 64, BareBoardPolicy.Instance);
        Assert.Equal(
            [
                "HV2057: In guest 'guest0', 'vpu' (/codec@9000) has no memory-region: 'fix' (/reserved-memory/buffer@88000000) at "
                + "[0x88000000..0x88100000) is not in the guest's RAM at [0x80000000..0x84000000), and a driver finds regions by their "
                + "position. Raise Memory, or move it, so that the RAM holds all of them; or take the device out of Devices.",
            ],
            plan.Messages());
        Assert.Null(NamesOf(plan, "/codec@9000"));
        Assert.Null(OperatingSystemTree.Cut(plan.Guests[0]).FindByPath("/codec@9000")!.FindProperty("memory-region"));
    }

    [Fact]
    public void WhereTheRamIsNotTheBoardsOnlyReservationsBySizeStay()
    {
        PartitionPlan plan = Plan("vpu", 64, new HypervisorPolicy());
        Assert.Contains(plan.Messages(), static message => message.StartsWith("HV2057: ", StringComparison.Ordinal)
            && message.EndsWith(
                "The hypervisor does not give the guest the board's own RAM there. Take the device out of Devices, unless its driver works "
                + "without.",
                StringComparison.Ordinal));
        Assert.Equal("cma dma-pool", ReservationsOf(plan));
    }

    [Theory]
    [InlineData("old", 64, "cma")]
    [InlineData("new", 64, "cma high-pool")]
    [InlineData("new", 15, "high-pool")]
    public void AReservationBySizeStaysWhereTheRamHasRoomForIt(string devices, ulong mebibytes, string reservations)
    {
        PartitionPlan plan = Plan(devices, mebibytes, BareBoardPolicy.Instance);
        Assert.Equal(devices == "old" ? ["HV2057"] : [], plan.Diagnostics.Select(static diagnostic => diagnostic.Code));
        Assert.Equal(reservations, ReservationsOf(plan));
    }

    [Fact]
    public void ADisabledDeviceLosesNothing() => Assert.Empty(PartitionPlanner.Plan(
        Source.BoardWith(Nodes + "off: codec@c000 { reg = <0xc000 0x1000>; memory-region = <&fix>; status = \"disabled\"; };"),
        [Planning.Guest("*; !vpu; !old")]).Messages());

    private static PartitionPlan Plan(string devices, ulong mebibytes, IOwnershipPolicy policy) => PartitionPlanner.Plan(
        new PartitionRequest(Source.BoardWith(Nodes), [Planning.Guest(devices) with { Memory = ByteSize.FromMebibytes(mebibytes) }])
        {
            Policy = policy,
        });

    private static string ReservationsOf(PartitionPlan plan) => string.Join(
        ' ',
        OperatingSystemTree.Cut(plan.Guests[0]).FindByPath("/reserved-memory")!.Children
            .Select(static node => node.Name)
            .OrderBy(static name => name.Contains('@', StringComparison.Ordinal))
            .ThenBy(static name => name, StringComparer.Ordinal));

    private static string? NamesOf(PartitionPlan plan, string path) =>
        OperatingSystemTree.Cut(plan.Guests[0]).FindByPath(path)!.FindProperty("memory-region-names") is { } names
            && names.Value.TryReadStrings(out ImmutableArray<string> strings) ? string.Join(' ', strings) : null;
}
