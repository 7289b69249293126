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
    private readonly NodesByProperty _nodes = new(SourceNodes(document));
    private readonly CheckContext _context = new(document, diagnostics);

    /// <summary>Whether a check is wanted that is made of a finished tree.</summary>
    public static bool IsWanted(CheckLevels levels) => FindLast(levels) >= 0;

    /// <summary>Checks the tree.</summary>
    public void Check()
    {
        _context.TakeFailures(_nodes.All);
        int last = FindLast(diagnostics.Levels);
        for (int i = 0; i <= last; i++)
        {
            if (diagnostics.Levels.Of(CheckCatalogue.All[i]) != CheckLevel.Off)
            {
                Make(CheckCatalogue.All[i]);
            }
        }
    }

    /// <summary>The last check whose result anyone sees. What comes before it may decide what it finds; what comes after it does
    /// not.</summary>
    private static int FindLast(CheckLevels levels)
    {
        CheckLevel least = levels.HidesWarnings ? CheckLevel.Error : CheckLevel.Warning;
        int last = CheckCatalogue.All.Length - 1;
        while (last >= 0 && (CheckCatalogue.All[last].Run is null || levels.Of(CheckCatalogue.All[last]) < least))
        {
            last--;
        }

        return last;
    }

    private void Make(TreeCheck check)
    {
        if (!_done.Add(check))
        {
            return;
        }

        foreach (TreeCheck prerequisite in check.BuildsOn)
        {
            Make(prerequisite);
        }

        IReadOnlySet<DeviceTreeNode> blocked = _context.Begin(check);
        if (check.Run is null)
        {
            return;
        }

        foreach (DeviceTreeNode node in check.Property is string property ? _nodes.With(property) : _nodes.All)
        {
            if (blocked.Count == 0 || !blocked.Contains(node))
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
