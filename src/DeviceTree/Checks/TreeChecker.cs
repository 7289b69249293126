using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Checks;

/// <summary>Makes the checks that are wanted, on a resolved tree, in the order of the catalogue.</summary>
/// <remarks>
/// As in dtc a check that others build on is made before them, also when it is not wanted itself. Unlike dtc, what a check finds
/// in one node keeps those that build on it from that node only, and the checks after an error are made too.
/// </remarks>
internal sealed class TreeChecker(DeviceTreeDocument document, CheckFindings diagnostics)
{
    private readonly HashSet<TreeCheck> _done = [];
    private readonly DeviceTreeNode[] _nodes = [.. SourceNodes(document)];
    private readonly CheckContext _context = new(document, diagnostics);

    /// <summary>Whether a check is wanted that is made of a finished tree.</summary>
    public static bool IsWanted(CheckLevels levels) =>
        CheckCatalogue.All.Any(check => check.Run is not null && levels.Of(check) != CheckLevel.Off);

    /// <summary>Checks the tree.</summary>
    public void Check()
    {
        _context.TakeFailures(_nodes);
        foreach (TreeCheck check in CheckCatalogue.All)
        {
            if (diagnostics.Levels.Of(check) != CheckLevel.Off)
            {
                Make(check);
            }
        }
    }

    private void Make(TreeCheck check)
    {
        if (!_done.Add(check))
        {
            return;
        }

        foreach (string name in check.Prerequisites)
        {
            Make(CheckCatalogue.Find(name)!);
        }

        if (check.Run is null)
        {
            return;
        }

        _context.Current = check;
        foreach (DeviceTreeNode node in _nodes)
        {
            if (!_context.IsBlocked(check, node))
            {
                check.Run(node, _context);
            }
        }
    }

    /// <summary>All nodes but the tables that were made for overlays: dtc makes them behind its checks.</summary>
    private static IEnumerable<DeviceTreeNode> SourceNodes(DeviceTreeDocument document)
    {
        var tables = document.Root.Children.Where(static child =>
            !child.Span.HasFile && child.Name is "__symbols__" or "__fixups__" or "__local_fixups__").ToHashSet();
        return tables.Count == 0
            ? document.Nodes
            : document.Root.Children.Except(tables).SelectMany(static child => child.DescendantsAndSelf()).Prepend(document.Root);
    }
}
