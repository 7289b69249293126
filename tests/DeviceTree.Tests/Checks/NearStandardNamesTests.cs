using Partition.DeviceTree.Checks;
using Partition.DeviceTree.Tests.Assertions;
using static Partition.DeviceTree.Tests.Assertions.DtsSource;

namespace Partition.DeviceTree.Tests.Checks;

public class NearStandardNamesTests
{
    [Theory]
    [InlineData("interrups-parent", "interrupt-parent")]
    [InlineData("#size-sells", "#size-cells")]
    [InlineData("pnictrl-names", "pinctrl-names")]
    [InlineData("phy_mode", "phy-mode")]
    [InlineData("compatable", "compatible")]
    [InlineData("statu", "status")]
    [InlineData("regg-names", "reg-names")]
    [InlineData("pinctrl0", "pinctrl-0")]
    public void ASlipOffersTheStandardName(string name, string meant) => Reports(
        $"/dts-v1/; / {{ [|{name};|] }};",
        Checked,
        $"HV1475: '{name}' is no standard property. Did you mean '{meant}'?");

    [Theory]
    [InlineData("interrupt-parent")]
    [InlineData("pinctrl-1")]
    [InlineData("pinctrl-12")]
    [InlineData("states")]
    [InlineData("icache-size")]
    [InlineData("acme,statu")]
    [InlineData("sta")]
    public void NamesOfTheirOwnAreLeftAlone(string name) => Tree($"/dts-v1/; / {{ {name}; }};", Checked);

    private static CompilerOptions Checked { get; } = new()
    {
        Checks = CheckSettings.None.WithWarning("property_name_near_standard"),
    };
}
