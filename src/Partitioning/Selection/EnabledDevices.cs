using System.Collections.Frozen;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Selection;

/// <summary>Finds the devices that a guest uses although the board's tree disables them.</summary>
internal static class EnabledDevices
{
    /// <summary>Reads what a project enables for a guest.</summary>
    /// <returns>The nodes that are disabled on the board, and enabled for the guest.</returns>
    public static FrozenSet<DeviceTreeNode> Of(Board board, GuestRequest guest) => guest.Refinements
        .Where(static refinement => refinement.Enable)
        .SelectMany(refinement => DeviceSelector.Find(board, refinement.Device))
        .Where(node => !board[node].IsEnabled)
        .ToFrozenSet();
}
