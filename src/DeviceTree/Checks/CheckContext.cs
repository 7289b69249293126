using Partition.DeviceTree.Model;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Checks;

/// <summary>What checks need to know beside the node, and where they report.</summary>
internal sealed class CheckContext
{
    private readonly CheckFindings _diagnostics;
    private readonly Dictionary<DeviceTreeNode, Bus> _buses = [];
    private readonly Dictionary<string, string?> _meantNames = new(StringComparer.Ordinal);
    private readonly Dictionary<TreeCheck, HashSet<DeviceTreeNode>> _failures = [];
    private readonly Dictionary<TreeCheck, HashSet<DeviceTreeNode>> _blocked = [];
    private static readonly HashSet<DeviceTreeNode> NoNodes = [];

    /// <summary>Makes the context of a tree.</summary>
    public CheckContext(DeviceTreeDocument document, CheckFindings diagnostics)
    {
        (Document, _diagnostics) = (document, diagnostics);
        Index = new(document);
    }

    /// <summary>The tree.</summary>
    public DeviceTreeDocument Document { get; }

    /// <summary>The nodes of the tree.</summary>
    public NodeIndex Index { get; }

    /// <summary>The check that is being made.</summary>
    public TreeCheck? Current { get; private set; }

    /// <summary>Begins a check; those that it builds on are made.</summary>
    /// <returns>The nodes that it is not made for, because something that it builds on is wrong in them.</returns>
    public IReadOnlySet<DeviceTreeNode> Begin(TreeCheck check)
    {
        Current = check;
        HashSet<DeviceTreeNode>? blocked = null;
        foreach (TreeCheck prerequisite in check.BuildsOn)
        {
            Unite(ref blocked, _failures.GetValueOrDefault(prerequisite));
            Unite(ref blocked, _blocked.GetValueOrDefault(prerequisite));
        }

        if (blocked is not null)
        {
            _blocked.Add(check, blocked);
        }

        return blocked ?? NoNodes;
    }

    /// <summary>Reports a fault of a node.</summary>
    public void Report(DeviceTreeNode node, Diagnostic diagnostic) => Report(node, null, diagnostic);

    /// <summary>Reports a fault of a property of a node.</summary>
    public void Report(DeviceTreeNode node, DeviceTreeProperty? property, Diagnostic diagnostic)
    {
        AddFailure(Current!, node);
        _diagnostics.Add(Current!, node.Path, property?.Name, diagnostic);
    }

    /// <summary>Takes in what was found while the tree was made.</summary>
    public void TakeFailures(ReadOnlySpan<DeviceTreeNode> nodes)
    {
        if (_diagnostics.Failures.Count == 0)
        {
            return;
        }

        ILookup<string, TreeCheck> failures = _diagnostics.Failures.ToLookup(
            static failure => failure.Node,
            static failure => failure.Check);
        foreach (DeviceTreeNode node in nodes)
        {
            foreach (TreeCheck check in failures[node.Path])
            {
                AddFailure(check, node);
            }
        }
    }

    /// <summary>The standard name that was probably meant by another; a tree has few names, so each is looked at once.</summary>
    public string? FindMeantName(string name)
    {
        if (!_meantNames.TryGetValue(name, out string? meant))
        {
            meant = StandardNames.FindMeant(name);
            _meantNames.Add(name, meant);
        }

        return meant;
    }

    private static void Unite(ref HashSet<DeviceTreeNode>? nodes, HashSet<DeviceTreeNode>? others)
    {
        if (others is not null)
        {
            (nodes ??= []).UnionWith(others);
        }
    }

    private void AddFailure(TreeCheck check, DeviceTreeNode node)
    {
        if (!_failures.TryGetValue(check, out HashSet<DeviceTreeNode>? nodes))
        {
            _failures.Add(check, nodes = []);
        }

        nodes.Add(node);
    }

    /// <summary>The bus that a node is.</summary>
    public Bus BusOf(DeviceTreeNode? node) => node is null ? Bus.None : _buses.GetValueOrDefault(node);

    /// <summary>Notes which bus a node is; a later note counts more.</summary>
    public void SetBus(DeviceTreeNode node, Bus bus) => _buses[node] = bus;
}
