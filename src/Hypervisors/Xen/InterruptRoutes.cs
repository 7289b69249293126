using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Partitioning.Boards;

namespace Partition.Hypervisors.Xen;

/// <summary>Decides which interrupts of a device reach a guest.</summary>
/// <remarks>
/// Xen 4.17, xen/arch/arm/domain_build.c, handle_device_interrupts: it routes the lines whose controller is the generic interrupt
/// controller itself, and passes over the others without a word. A controller with interrupts of its own at that one, such as a GPIO
/// controller, collects lines into these, and works. One in front of it, line for line, does not.
/// </remarks>
internal static class InterruptRoutes
{
    // These only watch the lines to wake the CPU up: the interrupt controller has all of them directly. Linux,
    // drivers/irqchip/irq-imx-gpcv2.c, arch/arm/mach-imx/gpc.c, arch/arm/mach-omap2/omap-wakeupgen.c, drivers/irqchip/irq-tegra.c and
    // irq-sun6i-r.c, all of which stand on the generic interrupt controller and take its specifiers.
    private static readonly string[] s_watchers =
    [
        "fsl,imx6q-gpc", "fsl,imx7d-gpc", "fsl,imx8mq-gpc", "ti,omap5-wugen-mpu", "ti,omap4-wugen-mpu", "nvidia,tegra20-ictlr",
        "nvidia,tegra30-ictlr", "nvidia,tegra210-ictlr", "allwinner,sun6i-a31-r-intc",
    ];

    /// <summary>
    /// Whether a controller only watches the lines that it passes on, so that a tree may name the interrupt controller in its place.
    /// </summary>
    /// <remarks>In older trees some have specifiers of their own, with fewer cells.</remarks>
    public static bool IsWatcher(BoardDevice controller) =>
        controller.Compatible.Any(s_watchers.Contains) && CellCounts.Read(controller.Node, "#interrupt-cells") == 3;

    /// <summary>The controllers by which a device loses an interrupt, each once.</summary>
    /// <param name="board">The board.</param>
    /// <param name="device">The device.</param>
    /// <returns>The controllers, and whether the device could work without these interrupts: others of its own get through.</returns>
    public static (ImmutableArray<BoardDevice> Controllers, bool HasOthers) FindLost(Board board, BoardDevice device)
    {
        ILookup<bool, InterruptLine> lines = board.FindInterruptLines(device.Node).ToLookup(line => IsLost(board, line));
        return (
            [.. lines[true].Select(line => board[line.Controller]).Distinct()],
            lines[false].Any() && lines[true].All(static line => line.Interrupt is null));
    }

    private static bool IsLost(Board board, InterruptLine line)
    {
        BoardDevice controller = board[line.Controller];
        return !BoardParts.IsInterruptController(controller)
            && !IsWatcher(controller)
            && (line.Interrupt is not null || PassesLinesOn(board, line.Controller));
    }

    /// <summary>Whether a controller says that its lines go on to another one, and has none of its own there.</summary>
    private static bool PassesLinesOn(Board board, DeviceTreeNode controller) =>
        controller.FindProperty("interrupt-parent") is not null
        && controller.FindProperty("interrupts") is null
        && controller.FindProperty("interrupts-extended") is null
        && board.FindInterruptParent(controller) is { } parent
        && (BoardParts.IsInterruptController(board[parent]) || IsWatcher(board[parent]) || PassesLinesOn(board, parent));
}
