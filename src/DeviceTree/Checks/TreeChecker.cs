using System.Collections.Immutable;
using Partition.DeviceTree.Diagnostics;

namespace Partition.DeviceTree.Checks;

/// <summary>Runs the checks that are wanted on a resolved tree.</summary>
internal sealed class TreeChecker(DeviceTreeDocument document, DiagnosticBag diagnostics, ImmutableArray<string> names)
{
    /// <summary>All checks, by dtc's names.</summary>
    public static ImmutableArray<TreeCheck> All { get; } =
        [.. StringChecks.All, .. NameChecks.All, .. AddressChecks.All, .. SpecifierChecks.All];

    /// <summary>Checks the tree.</summary>
    public void Check()
    {
        List<TreeCheck> wanted = Select();
        var context = new CheckContext(document, diagnostics.Add);
        foreach (DeviceTreeNode node in document.Nodes)
        {
            foreach (TreeCheck check in wanted)
            {
                check.Run(node, context);
            }
        }
    }

    private List<TreeCheck> Select()
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            bool isRemoved = name.StartsWith("no-", StringComparison.Ordinal) || name.StartsWith("no_", StringComparison.Ordinal);
            string bare = isRemoved ? name[3..] : name;
            string[] meant = [.. All.Select(static check => check.Name).Where(known => bare == "all" || bare == known)];
            if (meant.Length == 0)
            {
                diagnostics.Add(CheckDiagnostics.UnknownCheck(bare));
            }
            else if (isRemoved)
            {
                wanted.ExceptWith(meant);
            }
            else
            {
                wanted.UnionWith(meant);
            }
        }

        return [.. All.Where(check => wanted.Contains(check.Name))];
    }
}
