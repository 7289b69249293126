using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Xen;

/// <summary>The parts of a board that Xen looks at.</summary>
internal static class BoardParts
{
    // Members of the family without virtualization extensions, whose successors in the same boards have them.
    private static readonly string[] s_withoutVirtualization =
    [
        "arm,cortex-a5",
        "arm,cortex-a8",
        "arm,cortex-a9",
        "arm,arm11mpcore",
        "arm,arm1176jzf-s",
        "arm,arm926ej-s",
    ];

    /// <summary>
    /// How many ranges of registers a GICv2 has that can deliver interrupts to guests: distributor, CPU interface, hypervisor interface and
    /// virtual CPU interface.
    /// </summary>
    public const int RegistersOfVirtualGic = 4;

    /// <summary>The board's generic interrupt controller, or <see langword="null"/>.</summary>
    public static BoardDevice? FindInterruptController(Board board) => board.Devices.FirstOrDefault(IsInterruptController);

    /// <summary>Whether a device is a generic interrupt controller, of which every guest has an emulated one.</summary>
    public static bool IsInterruptController(BoardDevice device) =>
        device.Role == DeviceRole.Platform && device.Node.FindProperty("interrupt-controller") is not null;

    /// <summary>The version of the board's interrupt controller that a guest's has, too: 2 or 3.</summary>
    public static int InterruptControllerVersion(Board board) =>
        FindInterruptController(board) is { } controller
            && controller.Compatible.Any(static name => name.Contains("gic-v3", StringComparison.Ordinal))
            ? 3
            : 2;

    /// <summary>The name of a CPU of the board that cannot run a hypervisor, or <see langword="null"/>.</summary>
    public static string? FindPlainProcessor(Board board) =>
        board.Cpus.Select(cpu => board[cpu].Compatible.FirstOrDefault(s_withoutVirtualization.Contains))
            .FirstOrDefault(static name => name is not null);

    /// <summary>Whether the board's CPUs are of 32 bits, so that its boot loader starts a zImage.</summary>
    public static bool Is32Bit(Board board) => board.Cpus.Any(cpu => CpuCores.WidthOf(board[cpu].Compatible) == 32);

    /// <summary>A guest's devices that it drives itself, each with registers, interrupts or both.</summary>
    public static IEnumerable<OwnedDevice> HardwareOf(GuestPlan plan) =>
        plan.Devices.Where(static owned => owned.IsHardware && owned.Device.IsEnabled);
}
