using Partition.Hypervisors.Consoles;

namespace Partition.Hypervisors.Tests.Consoles;

public sealed class BootMarkerTests
{
    [Theory]
    [InlineData("/ # ")]
    [InlineData("# ")]
    [InlineData("$ ")]
    [InlineData("root@board:~# ")]
    [InlineData("board login: ")]
    [InlineData("partition: guest is up")]
    public void PromptShowsThatAGuestIsUp(string unfinished) => Assert.True(new BootMarker("").IsInUnfinished(unfinished));

    [Theory]
    [InlineData("")]
    [InlineData("#")]
    [InlineData("Password: ")]
    [InlineData("[    1.024000] usb 1-1: config # ")]
    [InlineData("=> ")]
    public void OtherStartsOfLinesDoNot(string unfinished) => Assert.False(new BootMarker("").IsInUnfinished(unfinished));

    [Fact]
    public void PromptThatBecameALineIsNoPrompt() => Assert.False(new BootMarker("").IsIn("/ # "));

    [Fact]
    public void TextOfTheProjectTakesThePlaceOfBoth()
    {
        var marker = new BootMarker("payload: done");

        Assert.True(marker.IsIn("Partition payload: done"));
        Assert.False(marker.IsIn(BootMarker.UpLine));
        Assert.False(marker.IsInUnfinished("/ # "));
    }
}
