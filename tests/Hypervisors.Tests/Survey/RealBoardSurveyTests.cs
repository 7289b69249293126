using Partition.Diagnostics;
using Partition.Survey;

namespace Partition.Hypervisors.Tests.Survey;

/// <summary>
/// Boards of Linux, of many families, divided as <c>eng/survey-boards.sh</c> divides all of them: each builds, at once or with the lines
/// that messages about suppliers propose, word for word.
/// </summary>
public class RealBoardSurveyTests
{
    private static readonly KernelBoards s_boards = new(Path.Combine(Repository.Root, "artifacts", "kernel-trees"));

    public static TheoryData<string, string, string> Boards => new()
    {
        { "arm/boot/dts/alpine-db.dts", "Xen", "one-port" },
        { "arm/boot/dts/am335x-pepper.dts", "None", "three-guests" },
        { "arm/boot/dts/armada-388-clearfog-base.dts", "None", "three-guests" },
        { "arm/boot/dts/aspeed-bmc-ibm-rainier-1s4u.dts", "Xen", "two-ports" },
        { "arm/boot/dts/axm5516-amarillo.dts", "Xen", "one-port" },
        { "arm/boot/dts/axm5516-amarillo.dts", "Xen", "two-ports" },
        { "arm/boot/dts/bcm958525er.dts", "None", "three-guests" },
        { "arm/boot/dts/exynos3250-artik5-eval.dts", "None", "three-guests" },
        { "arm/boot/dts/exynos5260-xyref5260.dts", "Xen", "one-port" },
        { "arm/boot/dts/exynos5260-xyref5260.dts", "Xen", "two-ports" },
        { "arm/boot/dts/imx53-m53evk.dts", "None", "three-guests" },
        { "arm/boot/dts/imx6ull-colibri-emmc-iris-v2.dts", "Xen", "two-ports" },
        { "arm/boot/dts/imx7d-pico-hobbit.dts", "Xen", "two-ports" },
        { "arm/boot/dts/imx7d-pico-pi.dts", "Xen", "one-port" },
        { "arm/boot/dts/lpc3250-phy3250.dts", "None", "three-guests" },
        { "arm/boot/dts/ls1021a-qds.dts", "Xen", "one-port" },
        { "arm/boot/dts/ls1021a-tsn.dts", "Xen", "two-ports" },
        { "arm/boot/dts/omap3-overo-alto35.dts", "None", "three-guests" },
        { "arm/boot/dts/r8a7744-iwg20d-q7-dbcm-ca.dts", "Xen", "two-ports" },
        { "arm/boot/dts/r8a7779-marzen.dts", "None", "three-guests" },
        { "arm/boot/dts/rk3288-tinker-s.dts", "Xen", "one-port" },
        { "arm/boot/dts/rk3288-veyron-brain.dts", "Xen", "two-ports" },
        { "arm/boot/dts/rv1108-evb.dts", "Xen", "two-ports" },
        { "arm/boot/dts/socfpga_cyclone5_socdk.dts", "None", "three-guests" },
        { "arm/boot/dts/sun7i-a20-olimex-som-evb-emmc.dts", "None", "three-guests" },
        { "arm/boot/dts/sun7i-a20-olimex-som-evb.dts", "Xen", "one-port" },
        { "arm/boot/dts/tegra30-cardhu-a02.dts", "None", "three-guests" },
        { "arm/boot/dts/vexpress-v2p-ca15_a7.dts", "Xen", "two-ports" },
        { "arm64/boot/dts/allwinner/sun50i-h5-libretech-all-h3-it.dts", "None", "three-guests" },
        { "arm64/boot/dts/amlogic/meson-axg-jethome-jethub-j110-rev-2.dts", "Xen", "two-ports" },
        { "arm64/boot/dts/amlogic/meson-gxbb-vega-s95-telos.dts", "Xen", "one-port" },
        { "arm64/boot/dts/arm/foundation-v8.dts", "Xen", "two-ports" },
        { "arm64/boot/dts/broadcom/stingray/bcm958742k.dts", "Xen", "one-port" },
        { "arm64/boot/dts/broadcom/stingray/bcm958742k.dts", "Xen", "two-ports" },
        { "arm64/boot/dts/freescale/imx8mm-verdin-nonwifi-dev.dts", "None", "three-guests" },
        { "arm64/boot/dts/freescale/imx8mn-bsh-smm-s2pro.dts", "Xen", "two-ports" },
        { "arm64/boot/dts/freescale/imx8mn-ddr3l-evk.dts", "Xen", "one-port" },
        { "arm64/boot/dts/hisilicon/hi3670-hikey970.dts", "Xen", "two-ports" },
        { "arm64/boot/dts/mediatek/mt7986a-rfb.dts", "Xen", "two-ports" },
        { "arm64/boot/dts/mediatek/mt8183-kukui-jacuzzi-kappa.dts", "None", "three-guests" },
        { "arm64/boot/dts/microchip/sparx5_pcb134_emmc.dts", "Xen", "one-port" },
        { "arm64/boot/dts/qcom/sc7180-trogdor-pazquel-lte-ti.dts", "Xen", "one-port" },
        { "arm64/boot/dts/renesas/r8a774e1-hihope-rzg2h-ex.dts", "Xen", "one-port" },
        { "arm64/boot/dts/renesas/r8a77960-ulcb-kf.dts", "Xen", "two-ports" },
        { "arm64/boot/dts/rockchip/rk3399-khadas-edge.dts", "None", "three-guests" },
        { "arm64/boot/dts/socionext/uniphier-ld20-ref.dts", "Xen", "one-port" },
        { "arm64/boot/dts/sprd/sp9860g-1h10.dts", "Xen", "two-ports" },
        { "arm64/boot/dts/ti/k3-am6548-iot2050-advanced.dts", "Xen", "one-port" },
        { "arm64/boot/dts/ti/k3-j7200-common-proc-board.dts", "Xen", "two-ports" },
    };

    [KernelTreesTheory]
    [MemberData(nameof(Boards))]
    public void ABoardBuilds(string path, string hypervisor, string recipe)
    {
        Outcome outcome = BoardTrial.Run(
            s_boards, path, Recipe.All.Single(known => known.Name == recipe), HypervisorCatalog.Find(hypervisor, [])!);
        Assert.True(
            outcome.Kind is OutcomeKind.BuiltAtOnce or OutcomeKind.BuiltByAdvice,
            $"{outcome.Kind}\n{string.Join('\n', outcome.Found.Where(BoardTrial.IsError))}");
    }
}
