using Partition.DeviceTree.Model;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Checks;

/// <summary>What checks need to know beside the node, and where they report.</summary>
internal sealed class CheckContext
{
    private readonly CheckFindings _diagnostics;
    private readonly Dictionary<DeviceTreeNode, Bus> _buses = [];
    private readonly Dictionary<string, string?> _meantNames = new(StringComparer.Ordinal);
    private readonly HashSet<(TreeCheck Check, DeviceTreeNode Node)> _failures = [];

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
    public TreeCheck? Current { get; set; }

    /// <summary>Reports a fault of a node.</summary>
    public void Report(DeviceTreeNode node, Diagnostic diagnostic) => Report(node, null, diagnostic);

    /// <summary>Reports a fault of a property of a node.</summary>
    public void Report(DeviceTreeNode node, DeviceTreeProperty? property, Diagnostic diagnostic)
    {
        _failures.Add((Current!, node));
        _diagnostics.Add(Current!, node.Path, property?.Name, diagnostic);
    }

    /// <summary>Takes in what was found while the tree was made.</summary>
    public void TakeFailures(IEnumerable<DeviceTreeNode> nodes)
    {
        ILookup<string, TreeCheck> failures = _diagnostics.Failures.ToLookup(
            static failure => failure.Node,
            static failure => failure.Check);
        foreach (DeviceTreeNode node in failures.Count == 0 ? [] : nodes)
        {
            foreach (TreeCheck check in failures[node.Path])
            {
                _failures.Add((check, node));
            }
        }
    }

    /// <summary>Whether something that a check builds on is wrong in a node.</summary>
    public bool IsBlocked(TreeCheck check, DeviceTreeNode node) => _failures.Count > 0 && check.Prerequisites
        .Select(static name => CheckCatalogue.Find(name)!)
        .Any(prerequisite => _failures.Contains((prerequisite, node)) || IsBlocked(prerequisite, node));

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

    /// <summary>The bus that a node is.</summary>
    public Bus BusOf(DeviceTreeNode? node) => node is null ? Bus.None : _buses.GetValueOrDefault(node);

    /// <summary>Notes which bus a node is; a later note counts more.</summary>
    public void SetBus(DeviceTreeNode node, Bus bus) => _buses[node] = bus;
}
