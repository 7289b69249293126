using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Bindings;
using Partition.Partitioning.Boards;

namespace Partition.Partitioning.Closure;

/// <summary>Finds which other nodes a node needs to work, and which it works together with.</summary>
internal static class DeviceReferences
{
    public static IEnumerable<DeviceReference> Of(Board board, DeviceTreeNode node)
    {
        foreach (DeviceTreeProperty property in node.Properties)
        {
            PhandleList references = board.ReferencesIn(node, property);
            if (references.Tie == PhandleTie.Reference)
            {
                continue;
            }

            PhandleTie tie = OptionalReferences.Contain(node, property.Name) ? PhandleTie.Option : references.Tie;
            foreach (PhandleEntry entry in references.Entries)
            {
                if (entry.Target is not null)
                {
                    yield return new(node, property.Name, entry.Target, tie, entry.Span);
                }
            }

            foreach ((PhandleEntry entry, DeviceTreeNode taker) in board.FollowMaps(node, property, references))
            {
                yield return new(node, property.Name, taker, tie, entry.Span);
            }
        }

        // A node with interrupts needs the controller that it inherits from a node above, and what its lines are mapped to.
        foreach (DeviceTreeNode taker in board.FindInterruptTakers(node))
        {
            DeviceTreeProperty? extended = node.FindProperty("interrupts-extended");
            SourceSpan written = (extended ?? node.FindProperty("interrupts"))?.Span ?? node.Span;
            yield return new(node, extended?.Name ?? "interrupt-parent", taker, PhandleTie.Need, written);
        }

        if (FindHidden(board, node) is { } hidden)
        {
            yield return hidden;
        }
    }

    /// <summary>
    /// The nodes that others use, in any way; a node that is disabled is used only by others that are enabled.
    /// </summary>
    public static HashSet<DeviceTreeNode> FindUsed(Board board)
    {
        HashSet<DeviceTreeNode> disabled = [.. board.Document.Nodes.Where(node => board.FindDisabled(node) is not null)];
        return
        [
            .. from node in board.Document.Nodes
               from reference in Of(board, node)
               where !reference.To.IsWithin(node) && (!disabled.Contains(reference.To) || !disabled.Contains(node))
               select reference.To,
        ];
    }

    /// <summary>The device that a driver looks for by its <c>compatible</c>, which is also the name of the reference.</summary>
    public static DeviceReference? FindHidden(Board board, DeviceTreeNode node) =>
        HiddenNeeds.Find(board[node].Compatible) is { } name
        && board.Devices.FirstOrDefault(device => device.Compatible.Contains(name)) is { } found
            ? new(node, name, found.Node, PhandleTie.Need, node.Span)
            : null;
}
