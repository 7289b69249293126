using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Bindings;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Selection;

namespace Partition.Partitioning.Closure;

/// <summary>Works out everything a guest's devices need, and remembers why.</summary>
/// <param name="board">The board.</param>
/// <param name="guest">The guest.</param>
/// <param name="selection">What the guest takes in and leaves out.</param>
/// <param name="diagnostics">Takes the faults.</param>
internal sealed class DependencyClosure(Board board, GuestRequest guest, DeviceSelection selection, ICollection<Diagnostic> diagnostics)
{
    private const string Part = "part";

    private readonly Dictionary<DeviceTreeNode, DeviceReference?> _kept = [];
    private readonly Queue<DeviceTreeNode> _pending = new();
    private readonly List<DeviceReference> _omitted = [];
    private readonly List<DeviceReference> _disabled = [];

    /// <summary>Whether another guest takes a node in; a partner of a device then stays with that guest.</summary>
    public required Predicate<DeviceTreeNode> IsSelectedByOthers { get; init; }

    /// <summary>Whether the hypervisor keeps a node for itself, so that no guest's tree refers to it.</summary>
    public Predicate<DeviceTreeNode> IsHidden { get; init; } = static _ => false;

    /// <summary>Whether a node is disabled, so that no driver serves others there.</summary>
    public Predicate<DeviceTreeNode> IsDisabled { get; init; } = static _ => false;

    /// <summary>Whether a node belongs to CPUs that the guest does not have.</summary>
    public Predicate<DeviceTreeNode> IsAbsent { get; init; } = static _ => false;

    /// <summary>Whether a controller is not needed for the interrupt lines that it passes on.</summary>
    public Predicate<DeviceTreeNode> IsBypassed { get; init; } = static _ => false;

    /// <summary>Whether the guest gets a node that one of its devices works better with and does not need.</summary>
    public Predicate<DeviceTreeNode> TakesOption { get; init; } = static _ => true;

    /// <summary>The suppliers that the guest does without, so that what they need is needed no more.</summary>
    public required FrozenSuppliers Frozen { get; init; }

    /// <summary>Every node that the guest's tree keeps, with the reason.</summary>
    public IReadOnlyDictionary<DeviceTreeNode, ImmutableArray<NeedStep>> Reasons() => _kept.Keys.ToDictionary(static node => node, WayTo);

    /// <summary>Whether the guest's tree keeps a node.</summary>
    public bool Contains(DeviceTreeNode node) => _kept.ContainsKey(node);

    /// <summary>
    /// Why a node is kept, from the guest's own device on: <c>uart1 → clocks → clk24</c>; empty for what the guest has anyway.
    /// </summary>
    public string Explain(DeviceTreeNode node) => NeedStep.Describe(board, WayTo(node));

    /// <summary>The device that a node was kept as a part of; <see langword="null"/> for what was kept for another reason.</summary>
    public DeviceTreeNode? FindWhole(DeviceTreeNode node) =>
        _kept.GetValueOrDefault(node) is { Property: Part } because && board[because.From].Role == DeviceRole.Device ? because.From : null;

    /// <summary>
    /// The way of the need for which a node is kept, from the guest's own device on; empty for what the guest has anyway.
    /// </summary>
    private ImmutableArray<NeedStep> WayTo(DeviceTreeNode node)
    {
        var steps = new Stack<NeedStep>();
        DeviceTreeNode from = node;
        while (_kept.GetValueOrDefault(from) is { } because)
        {
            steps.Push(new(because.From, because.Property, because.To, because.Span));
            from = because.From;
        }

        return [.. steps];
    }

    /// <summary>Works it out.</summary>
    public void Collect()
    {
        foreach (BoardDevice device in board.Devices)
        {
            bool goesWithTheProcessor = device.Role == DeviceRole.Platform && !selection.Removed.Contains(device.Node);
            if (goesWithTheProcessor || (selection.Selected.Contains(device.Node) && !GoesWithItsSupplier(device.Node)))
            {
                Keep(device.Node, null);
            }
        }

        var clocks = new NamedClocks(board);
        while (_pending.TryDequeue(out DeviceTreeNode? node))
        {
            if (Frozen.Contains(node))
            {
                continue;
            }

            foreach (DeviceReference reference in DeviceReferences.Of(board, node))
            {
                Follow(reference);
            }

            foreach (DeviceTreeNode clock in clocks.Of(node).Where(clock => !selection.Removed.Contains(clock)))
            {
                Keep(clock, new(node, "clocks by name", clock, PhandleTie.Need, node.Span));
            }

            foreach (DeviceTreeNode part in ControllerParts.Of(board[node]).Where(part => !selection.Removed.Contains(part)))
            {
                Keep(part, new(node, Part, part, PhandleTie.Need, part.Span));
            }
        }

        foreach (IGrouping<DeviceTreeNode, DeviceReference> disabled in _disabled
            .Where(reference => _kept.ContainsKey(reference.To)).GroupBy(static reference => reference.To))
        {
            diagnostics.Add(ClosureDiagnostics.NeededDeviceDisabled(
                guest, board[disabled.Key], [.. disabled.DistinctBy(static reference => reference.From)], board));
        }

        foreach (IGrouping<DeviceTreeNode, DeviceReference> omitted in _omitted
            .Where(reference => !_kept.ContainsKey(reference.To)).GroupBy(static reference => reference.To))
        {
            diagnostics.Add(ClosureDiagnostics.OptionOmitted(
                guest, board[omitted.Key], [.. omitted.DistinctBy(static reference => reference.From)], board));
        }
    }

    /// <summary>A list of everything does not mean the parts of a supplier that the guest does without.</summary>
    private bool GoesWithItsSupplier(DeviceTreeNode node) =>
        !selection.Names(node) && Frozen.Find(node) is { } supplier && supplier != node;

    private void Follow(DeviceReference reference)
    {
        if (reference.Tie == PhandleTie.Need && board[reference.To].Role != DeviceRole.Frame
            && IsDisabled(reference.To) && !IsDisabled(reference.From))
        {
            _disabled.Add(reference);
        }

        if (_kept.ContainsKey(reference.To) || board[reference.To].Role == DeviceRole.Frame || IsHidden(reference.To)
            || (reference.Property == "interrupt-parent" && IsBypassed(reference.To)))
        {
            return;
        }

        if (Frozen.Find(reference.To) is { } supplier)
        {
            _kept.TryAdd(supplier, reference with { To = supplier }); // Neither the buses above it nor its parts are needed.
            return;
        }

        bool isRemoved = selection.Removed.Contains(reference.To);
        if (reference.Tie == PhandleTie.Option && (isRemoved || !TakesOption(reference.To)))
        {
            _omitted.Add(reference);
            return;
        }

        if (reference.Tie == PhandleTie.Peer && (isRemoved || IsSelectedByOthers(reference.To)))
        {
            return;
        }

        if (isRemoved)
        {
            string chain = Explain(reference.From) is { Length: > 0 } steps ? steps : board[reference.From].Name;
            chain += $" → {reference.Property} → {board[reference.To].Name}";
            diagnostics.Add(ClosureDiagnostics.NeededDeviceRemoved(
                guest.SpanOf(GuestMetadata.Devices), guest.Name, board[reference.To].Name, chain, reference.Span));
        }

        Keep(reference.To, reference);
        KeepSettingsBelow(reference.To, reference);
        if (reference.Tie == PhandleTie.Peer)
        {
            KeepPorts(reference.To, reference);
        }
    }

    /// <summary>Keeps a node and, because of it, the buses above; a supplier's children stay behind unless something needs them.</summary>
    private void Keep(DeviceTreeNode node, DeviceReference? because)
    {
        DeviceTreeNode? level = IsAbsent(node) ? null : node;
        while (level is not null && _kept.TryAdd(level, because))
        {
            _pending.Enqueue(level);
            because = level.Parent is { } bus && board[bus].Role != DeviceRole.Frame
                ? new(level, "parent", bus, PhandleTie.Need, level.Span)
                : null;
            level = level.Parent;
        }
    }

    /// <summary>Keeps all ports of the device that an endpoint belongs to: half of them would be another device.</summary>
    private void KeepPorts(DeviceTreeNode endpoint, DeviceReference because)
    {
        DeviceTreeNode? device = endpoint.Parent;
        while (device is not null && device.BaseName is "endpoint" or "port" or "ports")
        {
            device = device.Parent;
        }

        IEnumerable<DeviceTreeNode> ports = device?.Children.Where(static child => child.BaseName is "port" or "ports") ?? [];
        foreach (DeviceTreeNode node in ports.SelectMany(static port => port.DescendantsAndSelf())
            .Where(node => !selection.Removed.Contains(node)))
        {
            Keep(node, because);
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

        foreach (DeviceTreeNode child in node.Children
            .Where(child => board[child].Compatible.IsEmpty && !selection.Removed.Contains(child)))
        {
            Keep(child, because);
            KeepSettingsBelow(child, because);
        }
    }
}
