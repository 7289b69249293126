using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Selection;

/// <summary>A guest's device list, worked out against a board: what it takes in and what it leaves out by name.</summary>
/// <remarks>Entries are read from left to right; a later one wins over an earlier one. A node brings all below it.</remarks>
internal sealed class DeviceSelection
{
    private readonly HashSet<DeviceTreeNode> _selected = [];
    private readonly HashSet<DeviceTreeNode> _removed = [];

    private DeviceSelection()
    {
    }

    /// <summary>The nodes taken in.</summary>
    public IReadOnlySet<DeviceTreeNode> Selected => _selected;

    /// <summary>The nodes that a <c>!</c> entry left out, and no later entry took in again.</summary>
    public IReadOnlySet<DeviceTreeNode> Removed => _removed;

    public static DeviceSelection Read(PartitionRequest request, GuestRequest guest, ICollection<Diagnostic> diagnostics)
    {
        Board board = request.Board;
        var selection = new DeviceSelection();
        SourceSpan at = guest.SpanOf(GuestMetadata.Devices);
        foreach (string entry in guest.Devices.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            bool removes = entry[0] == '!';
            string name = removes ? entry[1..].TrimStart() : entry;
            if (name.Length == 0)
            {
                diagnostics.Add(SelectionDiagnostics.EmptyEntry(at, guest.Name));
                continue;
            }

            IReadOnlyList<DeviceTreeNode> matches = DeviceSelector.Find(board, name);
            if (matches.Count == 0)
            {
                diagnostics.Add(SelectionDiagnostics.NothingMatches(at, guest.Name, name, DeviceSelector.FindNearest(board, name)));
            }
            else if (matches.Count == 1 && board[matches[0]].Role == DeviceRole.Frame)
            {
                diagnostics.Add(SelectionDiagnostics.NotADevice(at, guest.Name, name, matches[0].Path));
            }
            else if (!removes && matches.Count == 1 && board.FindDisabled(matches[0]) is { } disabled)
            {
                diagnostics.Add(SelectionDiagnostics.Disabled(at, guest.Name, board[matches[0]], board[disabled]));
            }

            // A list of everything means what a guest can have; a single name means just that.
            bool isSingle = matches.Count == 1 && !matches[0].Children.Any();
            selection.Apply(matches, removes, node => isSingle || removes || !request.Policy.Hides(board[node]));
        }

        return selection;
    }

    private void Apply(IEnumerable<DeviceTreeNode> matches, bool removes, Predicate<DeviceTreeNode> isMeant)
    {
        (HashSet<DeviceTreeNode> from, HashSet<DeviceTreeNode> to) = removes ? (_selected, _removed) : (_removed, _selected);
        foreach (DeviceTreeNode node in matches.SelectMany(static match => match.DescendantsAndSelf()).Where(node => isMeant(node)))
        {
            from.Remove(node);
            to.Add(node);
        }
    }
}
