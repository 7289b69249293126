using System.Collections.Frozen;
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
    private readonly HashSet<DeviceTreeNode> _named = [];

    private DeviceSelection()
    {
    }

    /// <summary>The nodes taken in.</summary>
    public IReadOnlySet<DeviceTreeNode> Selected => _selected;

    /// <summary>The nodes that a <c>!</c> entry left out, and no later entry took in again.</summary>
    public IReadOnlySet<DeviceTreeNode> Removed => _removed;

    /// <summary>Whether an entry of the list, or a policy, names a node itself, rather than everything or what is above it.</summary>
    public bool Names(DeviceTreeNode node) => _named.Contains(node);

    /// <summary>Reads a guest's list.</summary>
    /// <param name="request">The project.</param>
    /// <param name="guest">The guest.</param>
    /// <param name="owned">The suppliers that the guest is given beside its list.</param>
    /// <param name="diagnostics">Takes the faults.</param>
    public static DeviceSelection Read(
        PartitionRequest request, GuestRequest guest, IEnumerable<DeviceTreeNode> owned, ICollection<Diagnostic> diagnostics)
    {
        Board board = request.Board;
        var selection = new DeviceSelection();
        SourceSpan at = guest.SpanOf(GuestMetadata.Devices);
        FrozenSet<DeviceTreeNode> enabled = EnabledDevices.Of(board, guest);
        string[] entries = guest.Devices.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (string entry in entries)
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
                string[] row = SplitRow(entry);
                string? nearest = row.Length > 1 && row.All(part => DeviceSelector.Find(board, part.TrimStart('!')).Count > 0)
                    ? string.Join("; ", row)
                    : DeviceSelector.FindNearest(board, name);
                bool isRow = row.Length > 1;
                diagnostics.Add(SelectionDiagnostics.NothingMatches(
                    at, guest.Name, isRow ? entry : name, nearest, isRow, board.Document.Nodes.Any(static node => !node.Labels.IsEmpty)));
            }
            else if (matches.Count == 1 && board[matches[0]].Role == DeviceRole.Frame)
            {
                diagnostics.Add(SelectionDiagnostics.NotADevice(at, guest.Name, name, matches[0].Path));
            }
            else if (!removes && matches.Count == 1 && board.FindDisabled(matches[0], enabled) is { } disabled)
            {
                diagnostics.Add(SelectionDiagnostics.Disabled(at, guest.Name, board[matches[0]], board[disabled]));
            }

            if (!removes && name != "*")
            {
                selection._named.UnionWith(matches);
            }

            // A list of everything means what a guest can have; a single name means just that.
            selection.Apply(matches, removes, node => removes || IsOffered(request, node, matches));
        }

        if (entries.Length > 0 && Array.TrueForAll(entries, static entry => entry.Length > 1 && entry[0] == '!'))
        {
            diagnostics.Add(SelectionDiagnostics.OnlyRemovals(at, guest.Name, string.Join("; ", entries)));
        }

        DeviceTreeNode[] given = [.. owned.Where(supplier => !selection._removed.Contains(supplier))];
        selection._selected.UnionWith(given);
        selection._named.UnionWith(given);
        return selection;
    }

    /// <summary>The parts of an entry that was written as several, with commas or blanks between them; else the entry alone.</summary>
    /// <remarks>Paths and compatible strings have commas of their own.</remarks>
    private static string[] SplitRow(string entry)
    {
        char[] separators = entry.Contains('/', StringComparison.Ordinal) || entry.Contains("compatible:", StringComparison.Ordinal)
            ? [' ', '\t', '\r', '\n']
            : [' ', '\t', '\r', '\n', ','];
        string[] parts = entry.Split(separators, StringSplitOptions.RemoveEmptyEntries);
        return Array.TrueForAll(parts, static part => part != "!") ? parts : [entry];
    }

    /// <summary>
    /// Whether the hypervisor can give a node to a guest: the node, and those above that it would bring. A node that is named is meant.
    /// </summary>
    private static bool IsOffered(PartitionRequest request, DeviceTreeNode node, IReadOnlyList<DeviceTreeNode> matches) =>
        node.AncestorsAndSelf()
            .TakeWhile(level => matches is not [var named] || level != named)
            .All(level => request.Policy.IsOffered(request.Board, request.Board[level]));

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
