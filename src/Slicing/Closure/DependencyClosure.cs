using Partition.DeviceTree;

namespace Partition.Slicing;

/// <summary>Works out everything a guest's devices need, and remembers why.</summary>
internal sealed class DependencyClosure
{
    private readonly Board _board;
    private readonly GuestRequest _guest;
    private readonly DeviceSelection _selection;
    private readonly ICollection<Diagnostic> _diagnostics;
    private readonly Dictionary<DeviceTreeNode, DeviceReference?> _kept = [];
    private readonly Queue<DeviceTreeNode> _pending = new();

    private DependencyClosure(Board board, GuestRequest guest, DeviceSelection selection, ICollection<Diagnostic> diagnostics)
    {
        _board = board;
        _guest = guest;
        _selection = selection;
        _diagnostics = diagnostics;
    }

    /// <summary>Every node that the guest's tree keeps.</summary>
    public IReadOnlyCollection<DeviceTreeNode> Nodes => _kept.Keys;

    public static DependencyClosure Of(Board board, GuestRequest guest, DeviceSelection selection, ICollection<Diagnostic> diagnostics)
    {
        var closure = new DependencyClosure(board, guest, selection, diagnostics);
        closure.Collect();
        return closure;
    }

    /// <summary>Whether the guest's tree keeps a node.</summary>
    public bool Contains(DeviceTreeNode node) => _kept.ContainsKey(node);

    /// <summary>Why a node is kept, from the guest's own device on: <c>uart1 → clocks → clk24</c>; empty for what the guest has by itself.</summary>
    public string Explain(DeviceTreeNode node)
    {
        var steps = new Stack<string>();
        DeviceTreeNode from = node;
        while (_kept.GetValueOrDefault(from) is { } because)
        {
            steps.Push($" → {because.Property} → {_board[because.To].Name}");
            from = because.From;
        }

        return steps.Count == 0 ? "" : _board[from].Name + string.Concat(steps);
    }

    private void Collect()
    {
        foreach (BoardDevice device in _board.Devices)
        {
            bool goesWithTheProcessor = device.Role == DeviceRole.Platform && !_selection.Removed.Contains(device.Node);
            if (goesWithTheProcessor || _selection.Selected.Contains(device.Node))
            {
                Keep(device.Node, null);
            }
        }

        while (_pending.TryDequeue(out DeviceTreeNode? node))
        {
            foreach (DeviceReference reference in DeviceReferences.Of(_board, node))
            {
                Follow(reference);
            }
        }
    }

    private void Follow(DeviceReference reference)
    {
        if (_kept.ContainsKey(reference.To) || _board[reference.To].Role == DeviceRole.Frame)
        {
            return;
        }

        if (_selection.Removed.Contains(reference.To))
        {
            string chain = Explain(reference.From) is { Length: > 0 } steps ? steps : _board[reference.From].Name;
            chain += $" → {reference.Property} → {_board[reference.To].Name}";
            _diagnostics.Add(ClosureDiagnostics.NeededDeviceRemoved(
                _guest.SpanOf("Devices"), _guest.Name, _board[reference.To].Name, chain, reference.Span));
        }

        Keep(reference.To, reference);
    }

    /// <summary>Keeps a node and the buses above it; a supplier's children stay behind unless something needs them.</summary>
    private void Keep(DeviceTreeNode node, DeviceReference? because)
    {
        for (DeviceTreeNode? level = node; level is not null && _kept.TryAdd(level, because); level = level.Parent)
        {
            _pending.Enqueue(level);
        }
    }
}
