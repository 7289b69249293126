using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Rules;

namespace Partition.Hypervisors.Xen;

/// <summary>Finds what has to move together when a guest sees a device elsewhere, and what keeps it where it is.</summary>
/// <remarks>
/// A device moves out of its buses, directly below <c>/passthrough</c>. A <c>simple-bus</c> does nothing for the devices on it;
/// anything else above may have a driver that the device relies on, so it moves along with all that it holds.
/// </remarks>
internal static class MovableUnit
{
    private static readonly string[] s_buses = ["simple-bus", "simple-pm-bus"];

    // What a bus does for the devices on it, although it has no driver of its own.
    private static readonly string[] s_services = ["clocks", "power-domains", "resets", "interrupt-map", "interrupt-controller"];

    /// <summary>The topmost node that moves when a device does: the device, or what it is a part of.</summary>
    public static DeviceTreeNode Of(Board board, DeviceTreeNode device) => device.AncestorsAndSelf()
        .TakeWhile(static level => level.Parent is not null)
        .Last(level => level == device || !IsPlainBus(board[level]));

    /// <summary>What keeps a device and its unit where they are, for a message; <see langword="null"/> when they can move.</summary>
    /// <param name="board">The board.</param>
    /// <param name="unit">What moves with the device.</param>
    /// <param name="device">The device.</param>
    public static string? FindObstacle(Board board, DeviceTreeNode unit, DeviceTreeNode device)
    {
        if (board[unit].Role == DeviceRole.Frame)
        {
            return $"it belongs to {unit.Path}";
        }

        if (device.AncestorsAndSelf().TakeWhile(level => level != unit.Parent).FirstOrDefault(HasFixedWindows) is { } bus)
        {
            return $"the windows of '{bus.Path}' are at fixed addresses";
        }

        BoardDevice? master = !unit.AncestorsAndSelf().Skip(1).Any(MovesDma) ? null
            : unit.DescendantsAndSelf().Select(node => board[node]).FirstOrDefault(static node => BusMasters.FindReason(node) is not null);
        return master is null ? null : $"'{master.Node.Path}' does DMA through dma-ranges of a bus above it";
    }

    /// <summary>Whether devices on a bus reach memory at other addresses than the CPU; a mere limit does not matter to a guest.</summary>
    private static bool MovesDma(DeviceTreeNode bus) =>
        bus.ReadRanges("dma-ranges").Entries.Any(static entry => entry.ChildAddress != entry.ParentAddress);

    private static bool IsPlainBus(BoardDevice bus) =>
        bus.Role == DeviceRole.Passive
        && bus.Compatible.Any(s_buses.Contains)
        && !Array.Exists(s_services, name => bus.Node.FindProperty(name) is not null);

    /// <summary>Whether a bus is one of PCI or ISA, or of another kind whose addresses are more than a number.</summary>
    private static bool HasFixedWindows(DeviceTreeNode node) =>
        node.FindProperty("ranges") is { Value.IsEmpty: false }
        && (node.AddressCells > CellCounts.DefaultAddress || node.BaseName is "isa" or "pci" or "pcie" || node.SizeCells is 0);
}
