namespace Partition.Slicing.Tests.Quantities;

public class InterruptIdTests
{
    [Fact]
    public void SharedInterruptsBeginAt32() => Assert.Equal((32u, false), (InterruptId.Shared(0).Number, InterruptId.Shared(0).IsPrivate));

    [Fact]
    public void PrivateInterruptsBeginAt16() => Assert.Equal((29u, true), (InterruptId.Private(13).Number, InterruptId.Private(13).IsPrivate));
}
