using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Tests.Xen;

/// <summary>Xen 4.17 makes a guest's tree in 4096 bytes; later versions add the size of the tree that they are given.</summary>
public class GuestTreeSizeTests
{
    /// <summary>Two properties of 8 bytes, each with 12 bytes of its own, and their names.</summary>
    private const int RamDisk = ((12 + 8) * 2) + 19 + 17;

    [Theory]
    [InlineData(0, "", false)]
    [InlineData(1, "", true)]
    [InlineData(1, "4.17", true)]
    [InlineData(1, "4.18", false)]
    [InlineData(1, "4.20.4", false)]
    [InlineData(4000, "4.18", true)]
    public void RejectsATreeThatDoesNotFitTheBuffer(int tooMany, string version, bool isRejected)
    {
        // The kernel's arguments fill the tree to the last byte; structures are aligned to 4 bytes.
        int empty = SizeOf("x");
        int length = ((4096 - empty) / 4 * 4) + (tooMany * 4) + 1;
        PartitionFixture planned = Plan(new string('x', length), version).MakeTrees();

        Assert.InRange(SizeOf(new string('x', length)) - (4 * tooMany), 4093, 4096);
        Assert.Equal(isRejected ? ["HV5129"] : [], planned.Errors.Select(static found => found.Code));
    }

    [Theory]
    [InlineData("4.16")]
    [InlineData("Xen")]
    [InlineData("virt-v8")]
    public void RejectsAProfileThatIsNotAVersion(string profile) =>
        Assert.Equal(["HV5132"], Plan("x", profile).Errors.Select(static found => found.Code));

    private static int SizeOf(string arguments)
    {
        DeviceTreeDocument tree = Plan(arguments, "").MakeTrees().Trees["guest1"].OperatingSystem;
        return DeviceTreeBlob.Write(tree).Length + RamDisk;
    }

    private static PartitionFixture Plan(string arguments, string version) => PartitionFixture.Of(
        XenBuilds.Xen,
        new PartitionRequest(XenBoard.Read(), [XenBuilds.Guest("rtc") with { KernelArguments = arguments }]) { Profile = version });
}
