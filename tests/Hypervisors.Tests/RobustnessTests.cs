using Partition.Building.Plans;
using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Hypervisors.Tests.Support;
using Partition.Hypervisors.Tests.Xen;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
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

    private static void BuildForXen(DeviceTreeDocument tree) => Build(tree, XenBuilds.Xen, "compatible:*");

    private static void Build(DeviceTreeDocument tree) => Build(tree, Builds.Xvisor, "compatible:*; /bus@10000000");

    /// <summary>Plans and writes, on after errors that would end a build.</summary>
    private static void Build(DeviceTreeDocument tree, IHypervisor hypervisor, string right)
    {
        PartitionFixture built = PartitionFixture.Of(
            hypervisor, Board.Read(tree), Builds.Guest("*; !uart3", "left"), Builds.Guest(right, "right"));
        foreach (GuestPlan guest in built.Plan.Guests)
        {
            DeviceTreeDocument config = hypervisor.Trees.BuildConfigTree(guest, [])!;
            var trees = new GuestTrees(hypervisor.Trees.BuildOperatingSystemTree(guest), config, IsOwn: false, []);
            Assert.NotNull(trees.Check(built.Evaluation, guest).ToArray());
            Assert.NotEmpty(trees.Files(guest, new(guest.Name)).ToArray());
            PlanText.Write(guest);
        }

        built.LayOutBoot(static guest => guest.WithFiles(100_000, 8_000_000, 12_000, 1_000_000));
        DeviceTreeBlob.Write(built.Boot!.HostTree);
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
