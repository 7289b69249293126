using Partition.DeviceTree.Model;
using Partition.DeviceTree.Tests.Assertions;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Model;

public class DeviceTreeSortingTests
{
    [Fact]
    public void EverythingIsSortedByItsBytes()
    {
        DeviceTreeDocument tree = Tree("""
            /dts-v1/; /memreserve/ 2 1; /memreserve/ 1 9; /memreserve/ 1 3;
            / { z; a; Z; #a; b; n2 { y; x; }; n10 { }; n1@1 { }; n1 { }; };
            """);
        DeviceTreeSorting.Sort(tree);
        Assert.Equal([(1, 3), (1, 9), (2, 1)], tree.MemoryReservations.Select(static entry => (entry.Address, entry.Size)));
        Assert.Equal(["#a", "Z", "a", "b", "z"], tree.Root.Properties.Select(static property => property.Name));
        Assert.Equal(["n1", "n10", "n1@1", "n2"], tree.Root.Children.Select(static child => child.Name));
        Assert.Equal(["x", "y"], tree.FindByPath("/n2")!.Properties.Select(static property => property.Name));
    }
}
