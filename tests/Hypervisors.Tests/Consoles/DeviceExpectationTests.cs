using Partition.Hypervisors.Consoles;

namespace Partition.Hypervisors.Tests.Consoles;

public sealed class DeviceExpectationTests
{
    private static readonly string[] s_lines =
        [
            "partition: init",
            "device: rtc0",
            "device: ttyAMA0 mmio 0x10009000",
            "the device: gpiochip0",
            "uart 0x1000a000 interrupt 38 serial1 ",
            "partition: guest is up",
        ];

    [Theory]
    [InlineData("rtc0", "device: rtc0")]
    [InlineData("ttyAMA0", "device: ttyAMA0 mmio 0x10009000")]
    [InlineData("uart 0x1000a000 interrupt 38 serial1", "uart 0x1000a000 interrupt 38 serial1 ")]
    [InlineData("ttyAMA", null)]
    [InlineData("rtc", null)]
    [InlineData("gpiochip0", null)]
    [InlineData("mmio", null)]
    public void NameIsThatOfADeviceLineOrAWholeLine(string name, string? line) =>
        Assert.Equal(line, new DeviceExpectation(name, null).Find(s_lines));

    [Theory]
    [InlineData("^uart 0x1000a", "uart 0x1000a000 interrupt 38 serial1 ")]
    [InlineData("^device: rtc[0-9]$", "device: rtc0")]
    [InlineData("rtc1", null)]
    public void PatternIsLookedForInEveryLine(string pattern, string? line) =>
        Assert.Equal(line, new DeviceExpectation("it", DeviceExpectation.ReadPattern(pattern, out _)).Find(s_lines));

    [Fact]
    public void PatternWithAFaultSaysWhatIsWrong()
    {
        Assert.Null(DeviceExpectation.ReadPattern("uart(", out string fault));
        Assert.Contains("Invalid pattern 'uart('", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void PatternThatNeverEndsFitsNothing() =>
        Assert.Null(new DeviceExpectation("it", DeviceExpectation.ReadPattern("^(a+)+$", out _)).Find([new string('a', 5000) + "!"]));

    [Fact]
    public void NamesAreThoseOfDeviceLines() => Assert.Equal(["rtc0", "ttyAMA0"], DeviceExpectation.NamesIn(s_lines));
}
