using Partition.Partitioning.Tests.Support;

namespace Partition.Partitioning.Tests.Boards;

public class DeviceChecksTests
{
    [Theory]
    [InlineData("reg = <0x9000>;", "HV2060")]
    [InlineData("reg;", "HV2060")]
    [InlineData("reg = <0x9000 0>;", "HV2061")]
    [InlineData("reg = <0x9000 0x1000>; interrupts = <0 5>;", "HV2063")]
    [InlineData("reg = <0x9000 0x1000>; interrupts = <0 5 4>;", null)]
    [InlineData("reg = <0x9000>; status = \"disabled\";", null)]
    public void HardwareThatCannotBeReadIsTold(string properties, string? code) =>
        Assert.Equal(code is null ? [] : [code], Codes($"device@9000 {{ {properties} }};"));

    [Theory]
    [InlineData("ranges = <0 0x40000000 0x8000>;", "HV2062")]
    [InlineData("compatible = \"simple-bus\";", "HV2062")]
    [InlineData("ranges = <0 0x40000000 0x10000>;", null)]
    [InlineData("", null)] // No bus of memory: what is on it has addresses of its own kind.
    public void RegistersThatNoBusPassesOnAreTold(string bus, string? code) => Assert.Equal(
        code is null ? [] : [code],
        Codes($"bus {{ #address-cells = <1>; #size-cells = <1>; {bus} device@9000 {{ reg = <0x9000 0x1000>; }}; }};"));

    [Theory]
    [InlineData("#address-cells = <1 1>; #size-cells = <1>;")]
    [InlineData("#address-cells = <1>; #size-cells = <3>;")]
    public void ReportsRegistersThatTheBusDoesNotCount(string counts) => Assert.Contains(
        "HV2060: The reg of '/bus/device@9000' (/bus/device@9000) cannot be read: "
        + "'#address-cells' of '/bus' must be one cell of at most 4, "
        + "and '#size-cells' one cell of at most 2. Correct them.",
        Source.BoardWith($"bus {{ {counts} ranges; device@9000 {{ reg = <0x9000 0x1000>; }}; }};").Plan(Planning.Guest("*")).Messages());

    [Fact]
    public void ADeviceThatNoGuestGetsIsNobodysConcern() => Assert.Empty(
        Source.BoardWith("bad: device@9000 { reg = <0x9000>; };").Plan(Planning.Guest("*; !bad")).Diagnostics);

    private static string[] Codes(string nodes) =>
        [.. Source.BoardWith(nodes).Plan(Planning.Guest("*")).Diagnostics.Select(static diagnostic => diagnostic.Code)];
}
