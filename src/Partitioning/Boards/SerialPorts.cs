using System.Collections.Frozen;
using System.Globalization;
using Partition.DeviceTree.Model;

namespace Partition.Partitioning.Boards;

/// <summary>Finds the serial port that a guest talks on.</summary>
internal static class SerialPorts
{
    private const string AliasPrefix = "serial";

    private static readonly FrozenSet<string> s_compatible = new[]
    {
        "arm,pl011", "arm,sbsa-uart", "ns16550a", "ns16550", "snps,dw-apb-uart", "fsl,imx6q-uart", "fsl,imx21-uart", "fsl,ls1021a-lpuart",
        "cdns,uart-r1p8", "cdns,uart-r1p12",
        "samsung,exynos4210-uart", "renesas,scif", "renesas,hscif", "nvidia,tegra20-uart", "qcom,geni-debug-uart", "qcom,msm-uartdm",
        "st,stm32h7-uart",
        "mediatek,mt6577-uart", "amlogic,meson-uart", "amlogic,meson-gx-uart", "ti,omap4-uart", "ti,am3352-uart", "ti,dra742-uart",
        "ti,am654-uart", "brcm,bcm2835-aux-uart",
        "atmel,at91sam9260-usart",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The board's console when it is among some devices, or else the first serial port among them.</summary>
    /// <param name="board">The board.</param>
    /// <param name="devices">The devices to look among, in the tree's order.</param>
    /// <returns>The port, or <see langword="null"/> when there is none.</returns>
    public static BoardDevice? FindConsole(Board board, IEnumerable<BoardDevice> devices)
    {
        ArgumentNullException.ThrowIfNull(board);
        BoardDevice[] ports = [.. devices.Where(static device => device.IsEnabled && device.Compatible.Any(s_compatible.Contains))];
        DeviceTreeNode? console = board.FindConsole();
        return Array.Find(ports, port => port.Node == console) ?? ports.FirstOrDefault();
    }

    /// <summary>The number of a port: the N of its alias <c>serialN</c>.</summary>
    /// <returns>The number, or <see langword="null"/> when the port has no such alias.</returns>
    public static int? FindNumber(Board board, BoardDevice port)
    {
        ArgumentNullException.ThrowIfNull(board);
        ArgumentNullException.ThrowIfNull(port);
        foreach (DeviceTreeProperty alias in board.Document.FindByPath("/aliases")?.Properties ?? [])
        {
            if (alias.Name.StartsWith(AliasPrefix, StringComparison.Ordinal)
                && int.TryParse(alias.Name.AsSpan(AliasPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                && board.FindByAlias(alias.Name) == port.Node)
            {
                return number;
            }
        }

        return null;
    }
}
