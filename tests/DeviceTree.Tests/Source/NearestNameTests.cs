using Partition.Diagnostics;

namespace Partition.DeviceTree.Tests.Source;

public class NearestNameTests
{
    [Theory]
    [InlineData("uart", "uart0")]
    [InlineData("guset0", "guest0")]
    [InlineData("uart1", "uart1")]
    [InlineData("ethernet", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    public void TheFewestEditsWinAndTooManyAreNoAnswer(string name, string? nearest) =>
        Assert.Equal(nearest, NearestName.Find(name, ["uart1", "uart0", "guest0"]));

    [Fact]
    public void AmongEquallyNearNamesTheAlphabetDecides()
    {
        Assert.Equal("uart0", NearestName.Find("uart9", ["uart2", "uart0", "uart1"]));
        Assert.Equal("uart0", NearestName.Find("uart9", ["uart1", "uart2", "uart0"]));
    }
}
