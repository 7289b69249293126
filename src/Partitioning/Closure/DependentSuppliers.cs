using Partition.DeviceTree.Model;
using Partition.Partitioning.Bindings;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Closure;

/// <summary>
/// Finds suppliers without registers of their own that do not work without a supplier which a guest does without: a pin controller whose
/// registers a system controller has, a regulator that a GPIO line controls. The guest does without them as well; a driver that finds half
/// of such a supplier gives up, and every device that waits for it waits for ever.
/// </summary>
internal static class DependentSuppliers
{
    // Of these a guest has a stand-in, or keeps what is set. A PHY or a GPIO controller is missed.
    private static readonly string[] s_provided = ["#clock-cells", "#reset-cells", "#power-domain-cells", "#interconnect-cells"];
    private static readonly string[] s_missed = ["#phy-cells", "#gpio-cells", "#pwm-cells", "#mbox-cells"];

    /// <summary>Adds to the suppliers that a guest does without those that do not work without them.</summary>
    /// <param name="board">The board.</param>
    /// <param name="frozen">The suppliers that the project takes from the guest.</param>
    /// <param name="isMeant">Whether the project gives the guest a node by name, whatever it lacks there.</param>
    public static FrozenSuppliers AddTo(FrozenSuppliers frozen, Board board, Predicate<DeviceTreeNode> isMeant)
    {
        if (frozen.IsEmpty)
        {
            return frozen;
        }

        DeviceTreeNode[] candidates =
            [.. board.Devices.Where(IsCandidate).Select(static device => device.Node).Where(node => !isMeant(node))];
        while (candidates.Where(node => frozen.Find(node) is null && Loses(board, node, frozen)).ToArray() is { Length: > 0 } lost)
        {
            frozen = frozen.With(lost);
        }

        return frozen;
    }

    /// <summary>The suppliers that do not work without one, in the tree's order.</summary>
    public static IEnumerable<DeviceTreeNode> Of(Board board, DeviceTreeNode supplier)
    {
        FrozenSuppliers all = AddTo(new([supplier]), board, static _ => false);
        return board.Document.Nodes.Where(node => node != supplier && all.Contains(node));
    }

    private static bool IsCandidate(BoardDevice device) =>
        device.Role == DeviceRole.Passive
        && (FrozenReferences.IsControlled(device.Node)
            || ((s_provided.Any(cells => device.Node.FindProperty(cells) is not null) || ControllerParts.IsPinController(device))
                && !s_missed.Any(cells => device.Node.FindProperty(cells) is not null)));

    private static bool Loses(Board board, DeviceTreeNode node, FrozenSuppliers frozen) =>
        DeviceReferences.Of(board, node).Any(reference =>
            reference.Tie == PhandleTie.Need
            && frozen.Find(reference.To) is not null
            && (FrozenReferences.IsControlled(node)
                ? FrozenReferences.Control(node, reference.Property)
                : !FrozenReferences.AreSettled(node, reference.Property)));
}
