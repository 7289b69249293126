using Partition.DeviceTree;

namespace Partition.Slicing;

/// <summary>Works out everything a guest's devices need, and remembers why.</summary>
/// <param name="board">The board.</param>
/// <param name="guest">The guest.</param>
/// <param name="selection">What the guest takes in and leaves out.</param>
/// <param name="diagnostics">Takes the faults.</param>
internal sealed class DependencyClosure(Board board, GuestRequest guest, DeviceSelection selection, ICollection<Diagnostic> diagnostics)
{
    private readonly Dictionary<DeviceTreeNode, DeviceReference?> _kept = [];
    private readonly Queue<DeviceTreeNode> _pending = new();

    /// <summary>Whether another guest takes a node in; a partner of a device then stays with that guest.</summary>
    public required Predicate<DeviceTreeNode> IsSelectedByOthers { get; init; }

    /// <summary>Whether something simple will stand in a node's place, so that what the node needs is needed no more.</summary>
    public required Predicate<DeviceTreeNode> IsStandIn { get; init; }

    /// <summary>Every node that the guest's tree keeps, with the reason.</summary>
    public IReadOnlyDictionary<DeviceTreeNode, string> Reasons() => _kept.Keys.ToDictionary(static node => node, Explain);

    /// <summary>Whether the guest's tree keeps a node.</summary>
    public bool Contains(DeviceTreeNode node) => _kept.ContainsKey(node);

    /// <summary>Why a node is kept, from the guest's own device on: <c>uart1 → clocks → clk24</c>; empty for what the guest has by itself.</summary>
    public string Explain(DeviceTreeNode node)
    {
        var steps = new Stack<string>();
        DeviceTreeNode from = node;
        while (_kept.GetValueOrDefault(from) is { } because)
        {
            steps.Push($" → {because.Property} → {board[because.To].Name}");
            from = because.From;
        }

        return steps.Count == 0 ? "" : board[from].Name + string.Concat(steps);
    }

    /// <summary>Works it out.</summary>
    public void Collect()
    {
        foreach (BoardDevice device in board.Devices)
        {
            bool goesWithTheProcessor = device.Role == DeviceRole.Platform && !selection.Removed.Contains(device.Node);
            if (goesWithTheProcessor || selection.Selected.Contains(device.Node))
            {
                Keep(device.Node, null);
            }
        }

        while (_pending.TryDequeue(out DeviceTreeNode? node))
        {
            foreach (DeviceReference reference in IsStandIn(node) ? [] : DeviceReferences.Of(board, node))
            {
                Follow(reference);
            }
        }
    }

    private void Follow(DeviceReference reference)
    {
        if (_kept.ContainsKey(reference.To) || board[reference.To].Role == DeviceRole.Frame)
        {
            return;
        }

        bool isRemoved = selection.Removed.Contains(reference.To);
        if (reference.Tie == PhandleTie.Partner && (isRemoved || IsSelectedByOthers(reference.To)))
        {
            return;
        }

        if (isRemoved)
        {
            string chain = Explain(reference.From) is { Length: > 0 } steps ? steps : board[reference.From].Name;
            chain += $" → {reference.Property} → {board[reference.To].Name}";
            diagnostics.Add(ClosureDiagnostics.NeededDeviceRemoved(
                guest.SpanOf("Devices"), guest.Name, board[reference.To].Name, chain, reference.Span));
        }

        Keep(reference.To, reference);
        KeepSettingsBelow(reference.To, reference);
    }

    /// <summary>Keeps a node and the buses above it; a supplier's children stay behind unless something needs them.</summary>
    private void Keep(DeviceTreeNode node, DeviceReference? because)
    {
        for (DeviceTreeNode? level = node; level is not null && _kept.TryAdd(level, because); level = level.Parent)
        {
            _pending.Enqueue(level);
        }
    }

    /// <summary>
    /// Keeps what belongs to a node that is no device itself: the groups of a pin control state, the entries of a table of
    /// operating points. What is compatible with something is a device of its own.
    /// </summary>
    private void KeepSettingsBelow(DeviceTreeNode node, DeviceReference because)
    {
        if (board[node].Role != DeviceRole.Passive)
        {
            return;
        }

        foreach (DeviceTreeNode child in node.Children.Where(child => board[child].Compatible.IsEmpty && !selection.Removed.Contains(child)))
        {
            Keep(child, because);
            KeepSettingsBelow(child, because);
        }
    }
}
