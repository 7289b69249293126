using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Tests.Assertions;
using Partition.DeviceTree.Tests.Printing;

namespace Partition.DeviceTree.Tests.Robustness;

[Trait("Speed", "Slow")]
public class RandomTreeTests
{
    [Fact]
    public void ATreeThatIsReadAndWrittenKeepsItsBytes()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            byte[] blob = DeviceTreeBlob.Write(new RandomTree(seed).Document);
            Assert.Equal(blob, DeviceTreeBlob.Write(DeviceTreeBlob.Read(blob).Document!));
        }
    }

    [Fact]
    public void ATreeThatIsWrittenAsTextAndCompiledKeepsItsBytes()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            DeviceTreeDocument tree = new RandomTree(seed).Document;
            byte[] expected = DeviceTreeBlob.Write(tree);
            var options = new BlobOptions { BootCpuId = tree.BootCpuId };
            Assert.Equal(expected, DeviceTreeBlob.Write(DtsSource.Tree(DeviceTreeTextTests.TextOf(tree)), options));
            DeviceTreeDocument read = DeviceTreeBlob.Read(expected).Document!;
            Assert.Equal(expected, DeviceTreeBlob.Write(DtsSource.Tree(DeviceTreeTextTests.TextOf(read)), options));
        }
    }
}
