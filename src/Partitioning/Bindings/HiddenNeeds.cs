using System.Collections.Frozen;

namespace Partition.Partitioning.Bindings;

/// <summary>Needs that no property shows: a driver looks for another device by what that is compatible with.</summary>
/// <remarks>
/// From the drivers of Linux 6.1, which give up or map nothing when they find no such device: drivers/clk/imx/clk-imx*.c and clk-vf610.c
/// (the PLLs are in the analog block), drivers/clk/mxs/clk-imx23.c and clk-imx28.c, drivers/clk/tegra/clk-tegra*.c (the power management
/// controller), drivers/pinctrl/nuvoton/pinctrl-npcm7xx.c and pinctrl-wpcm450.c (the global control registers), and
/// drivers/soc/amlogic/meson-secure-pwrc.c (the secure monitor).
/// </remarks>
internal static class HiddenNeeds
{
    private static readonly FrozenDictionary<string, string> s_found = new Dictionary<string, string>
    {
        ["fsl,imx6q-ccm"] = "fsl,imx6q-anatop",
        ["fsl,imx6sl-ccm"] = "fsl,imx6sl-anatop",
        ["fsl,imx6sll-ccm"] = "fsl,imx6sll-anatop",
        ["fsl,imx6sx-ccm"] = "fsl,imx6sx-anatop",
        ["fsl,imx6ul-ccm"] = "fsl,imx6ul-anatop",
        ["fsl,imx7d-ccm"] = "fsl,imx7d-anatop",
        ["fsl,imx8mm-ccm"] = "fsl,imx8mm-anatop",
        ["fsl,imx8mn-ccm"] = "fsl,imx8mn-anatop",
        ["fsl,imx8mp-ccm"] = "fsl,imx8mp-anatop",
        ["fsl,imx8mq-ccm"] = "fsl,imx8mq-anatop",
        ["fsl,imx93-ccm"] = "fsl,imx93-anatop",
        ["fsl,imxrt1050-ccm"] = "fsl,imxrt-anatop",
        ["fsl,vf610-ccm"] = "fsl,vf610-anatop",
        ["fsl,imx23-clkctrl"] = "fsl,imx23-digctl",
        ["fsl,imx28-clkctrl"] = "fsl,imx28-digctl",
        ["nvidia,tegra20-car"] = "nvidia,tegra20-pmc",
        ["nvidia,tegra30-car"] = "nvidia,tegra30-pmc",
        ["nvidia,tegra114-car"] = "nvidia,tegra114-pmc",
        ["nvidia,tegra124-car"] = "nvidia,tegra124-pmc",
        ["nvidia,tegra132-car"] = "nvidia,tegra124-pmc",
        ["nvidia,tegra210-car"] = "nvidia,tegra210-pmc",
        ["nuvoton,npcm750-pinctrl"] = "nuvoton,npcm750-gcr",
        ["nuvoton,wpcm450-pinctrl"] = "nuvoton,wpcm450-gcr",
        ["amlogic,meson-a1-pwrc"] = "amlogic,meson-gxbb-sm",
        ["amlogic,meson-s4-pwrc"] = "amlogic,meson-gxbb-sm",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a driver looks for, by what its own device is compatible with; <see langword="null"/> for nothing.</summary>
    public static string? Find(IEnumerable<string> compatible) =>
        compatible.Select(static name => s_found.GetValueOrDefault(name)).FirstOrDefault(static found => found is not null);
}
