using Partition.Partitioning.Units;

namespace Partition.Partitioning.Tests.Units;

public class InterruptIdTests
{
    [Fact]
    public void SharedInterruptsBeginAt32() => Assert.Equal((32u, false), (InterruptId.Shared(0).Number, InterruptId.Shared(0).IsPrivate));

    [Fact]
    public void PrivateInterruptsBeginAt16() =>
        Assert.Equal((29u, true), (InterruptId.Private(13).Number, InterruptId.Private(13).IsPrivate));
}
