using Partition.Partitioning.Boards;

namespace Partition.Building.Guests;

/// <summary>Knows which driver of Linux has a serial port.</summary>
/// <remarks>Linux, drivers/tty/serial: the <c>of_match_table</c> and the <c>dev_name</c> of each driver.</remarks>
internal static class SerialDrivers
{
    // The 8250 keeps four numbers for ports of a PC, and a port without an alias takes the first that is free.
    private static readonly SerialDriver s_pc = new("ttyS", NumbersByAlias: false);

    private static readonly SerialDriver s_arm = new("ttyAMA", CountsOthers: true);

    private static readonly (string Start, string[] Has, SerialDriver Driver)[] s_rows =
    [
        ("arm,pl011", [], s_arm),
        ("arm,sbsa-uart", [], s_arm),
        ("cdns,uart", [], new("ttyPS")),
        ("xlnx,xuartps", [], new("ttyPS")),
        ("fsl,", ["lpuart"], new("ttyLP")),
        ("fsl,imx", ["-uart"], new("ttymxc")),
        ("renesas,", ["sci"], new("ttySC")),
        ("st,stm32", ["uart", "usart"], new("ttySTM")),
        ("qcom,", ["uart"], new("ttyMSM")),
        ("samsung,", ["uart"], new("ttySAC")),
        ("", ["16550", "16450", "8250"], s_pc),
        ("snps,dw-apb-uart", [], s_pc),
        ("brcm,bcm2835-aux-uart", [], s_pc),
        ("ti,am", ["uart"], s_pc),
        ("ti,omap", ["uart"], s_pc),
        ("ti,dra", ["uart"], s_pc),
    ];

    /// <summary>Finds a driver by the name of its devices.</summary>
    /// <param name="name">The name without the number.</param>
    /// <returns>The driver; <see langword="null"/> when the name is not known.</returns>
    public static SerialDriver? FindByName(string name) =>
        Array.Find(s_rows, row => row.Driver.Name == name).Driver ?? (name == "ttyO" ? s_pc : null); // Omap's former name of them.

    /// <summary>Finds the driver of a device.</summary>
    /// <returns>The driver; <see langword="null"/> when it is not known.</returns>
    public static SerialDriver? Of(BoardDevice device) => device.Compatible
        .Select(static compatible => Array.Find(s_rows, row => Fits(row.Start, row.Has, compatible)).Driver)
        .FirstOrDefault(static driver => driver is not null);

    /// <summary>Whether a device may be a serial port of a driver that is not in the table.</summary>
    public static bool MayBeOther(BoardDevice device) => Of(device) is null
        && !device.Compatible.IsEmpty
        && (device.Node.BaseName is "serial" or "uart" || device.Compatible.Any(IsLikePort));

    private static bool IsLikePort(string compatible) =>
        compatible.Contains("uart", StringComparison.Ordinal)
        || compatible.Contains("usart", StringComparison.Ordinal)
        || compatible.Contains("serial", StringComparison.Ordinal);

    private static bool Fits(string start, string[] has, string compatible) =>
        compatible.StartsWith(start, StringComparison.Ordinal)
        && (has.Length == 0 || has.Any(part => compatible.Contains(part, StringComparison.Ordinal)));
}
