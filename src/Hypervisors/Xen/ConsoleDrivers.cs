using System.Collections.Frozen;
using Partition.Partitioning.Boards;

namespace Partition.Hypervisors.Xen;

/// <summary>The serial ports that Xen has drivers for.</summary>
/// <remarks>
/// Xen, xen/drivers/char, as released; the early versions are those of 4.17 or before. Builds for boards of a vendor may have more.
/// </remarks>
internal static class ConsoleDrivers
{
    private static readonly Version s_early = new(4, 17);

    private static readonly FrozenDictionary<string, Version> s_since = new Dictionary<string, Version>(StringComparer.Ordinal)
    {
        ["amlogic,meson-gx-uart"] = s_early,
        ["amlogic,meson-uart"] = s_early,
        ["amlogic,meson6-uart"] = s_early,
        ["amlogic,meson8-uart"] = s_early,
        ["amlogic,meson8b-uart"] = s_early,
        ["arm,pl011"] = s_early,
        ["arm,sbsa-uart"] = new(4, 18),
        ["brcm,bcm2835-aux-uart"] = s_early,
        ["cdns,uart-r1p12"] = s_early,
        ["cdns,uart-r1p8"] = s_early,
        ["fsl,imx6q-uart"] = new(4, 23),
        ["fsl,imx8qm-lpuart"] = s_early,
        ["fsl,imx8qxp-lpuart"] = new(4, 19),
        ["fsl,s32v234-linflexuart"] = new(4, 20),
        ["marvell,armada-3700-uart"] = s_early,
        ["ns16550"] = s_early,
        ["ns16550a"] = s_early,
        ["nxp,s32g2-linflexuart"] = new(4, 20),
        ["nxp,s32g3-linflexuart"] = new(4, 20),
        ["renesas,hscif"] = s_early,
        ["renesas,scif"] = s_early,
        ["renesas,scifa"] = s_early,
        ["samsung,exynos4210-uart"] = s_early,
        ["snps,dw-apb-uart"] = s_early,
        ["ti,am654-uart"] = new(4, 19),
        ["ti,omap4-uart"] = s_early,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a version of Xen has a driver for a port.</summary>
    public static bool Has(BoardDevice port, Version version) => FindFirstVersion(port) is { } first && version >= first;

    /// <summary>The first version with a driver for a port; <see langword="null"/> when none is known.</summary>
    public static Version? FindFirstVersion(BoardDevice port) =>
        port.Compatible.Select(static name => s_since.GetValueOrDefault(name)).OfType<Version>().Min();
}
