using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Tests.Support;
using Partition.Partitioning;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;
using Partition.Partitioning.Trees;
using Partition.Reporting;

namespace Partition.Hypervisors.Tests;

/// <summary>A tree can be anything; whatever it is, planning and writing end without an exception.</summary>
[Trait("Speed", "Slow")]
public class RobustnessTests
{
    private static readonly byte[] s_board = DeviceTreeBlob.Write(SampleBoard.Read().Document);
    private static readonly uint[] s_edges = [0, 1, 4, 5, 0x7fff_ffff, 0x8000_0000, 0xffff_f000, 0xffff_ffff];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ABrokenBoardIsNoReasonToFail(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 15; i++)
        {
            if (DeviceTreeBlob.Read(Break(random)).Document is { } tree)
            {
                Build(tree);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ABrokenPropertyIsNoReasonToFail(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 10; i++)
        {
            DeviceTreeDocument tree = SampleBoard.Read().Document;
            DeviceTreeNode[] nodes = [.. tree.Nodes.Where(static node => node.Properties.Count > 0)];
            for (int change = random.Next(1, 40); change > 0; change--)
            {
                BreakProperty(nodes[random.Next(nodes.Length)], random);
            }

            Build(tree);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ABrokenBoardIsNoReasonForXenToFail(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 10; i++)
        {
            DeviceTreeDocument tree = (i % 2 == 0 ? SampleBoard.Read() : XenBoard.Read()).Document;
            DeviceTreeNode[] nodes = [.. tree.Nodes.Where(static node => node.Properties.Count > 0)];
            for (int change = random.Next(1, 40); change > 0; change--)
            {
                BreakProperty(nodes[random.Next(nodes.Length)], random);
            }

            BuildForXen(tree);
        }
    }

    private static void BuildForXen(DeviceTreeDocument tree)
    {
        IHypervisor xen = HypervisorCatalog.Find("Xen", [])!;
        PartitionPlan plan = PartitionPlanner.Plan(new PartitionRequest(
            Board.Read(tree),
            [Builds.Guest("*; !uart3", "left"), Builds.Guest("compatible:*", "right")]) { Policy = xen.Policy.Ownership });
        Assert.NotNull(xen.Check(plan));
        foreach (GuestPlan guest in plan.Guests)
        {
            DeviceTreeDocument config = xen.Trees.BuildConfigTree(guest, [])!;
            DeviceTreeBlob.Write(config);
            Assert.NotNull(xen.Trees.CheckConfigTree(guest, config));
            TreeAgreement.Compare(guest.Name, xen.Trees.BuildOperatingSystemTree(guest), xen.Trees.ReadRegions(guest, config));
        }

        var request = new BootRequest(
            "board",
            [.. plan.Guests.Select(static guest => guest.WithFiles(100_000, 8_000_000, 12_000, 1_000_000))]);
        xen.Boot!.BuildBootFiles(request);
        DeviceTreeBlob.Write(xen.Boot!.BuildHostTree(tree, request, []));
    }

    private static void Build(DeviceTreeDocument tree)
    {
        PartitionPlan plan = Board.Read(tree).Plan(Builds.Guest("*; !uart3", "left"), Builds.Guest("compatible:*; /bus@10000000", "right"));
        foreach (GuestPlan guest in plan.Guests)
        {
            DeviceTreeDocument slice = OperatingSystemTree.Cut(guest);
            DeviceTreeBlob.Write(slice);
            TreeAgreement.Compare(
                guest.Name,
                slice,
                Builds.Xvisor.Trees.ReadRegions(guest, Builds.Xvisor.Trees.BuildConfigTree(guest, [])));
            PlanText.Write(guest);
        }

        Builds.Boot([.. plan.Guests.Select(static guest => guest.WithFiles(100_000, 8_000_000, 12_000, 1_000_000))]);
        Builds.Xvisor.Boot!.BuildHostTree(tree, new BootRequest("board", []), []);
    }

    private static byte[] Break(Random random)
    {
        byte[] bytes = [.. s_board];
        for (int change = random.Next(1, 30); change > 0; change--)
        {
            int at = random.Next(60, bytes.Length - 4) & ~3;
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at), s_edges[random.Next(s_edges.Length)]);
        }

        return bytes;
    }

    /// <summary>Shortens a value, or puts an extreme number somewhere into it, and keeps what its source said about it.</summary>
    private static void BreakProperty(DeviceTreeNode node, Random random)
    {
        DeviceTreeProperty property = node.Properties[random.Next(node.Properties.Count)];
        byte[] bytes = property.Value.Bytes.ToArray();
        if (bytes.Length >= 4 && random.Next(2) == 0)
        {
            int at = random.Next(bytes.Length - 3) & ~3;
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at), s_edges[random.Next(s_edges.Length)]);
            node.SetProperty(property.Name, new([.. bytes], property.Value.Markers));
        }
        else
        {
            int length = random.Next(bytes.Length + 1);
            node.SetProperty(property.Name, new([.. bytes[..length]], [.. property.Value.Markers.Where(marker => marker.Offset < length)]));
        }
    }
}
