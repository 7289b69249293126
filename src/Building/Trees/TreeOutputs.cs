using Partition.Building.Diagnostics;
using Partition.Building.Items;

namespace Partition.Building.Trees;

/// <summary>
/// Checks that no two trees of a project are written to one file: those of several stages share a folder, each under its source's name.
/// </summary>
internal static class TreeOutputs
{
    /// <summary>Reports files that would be written twice.</summary>
    /// <param name="session">The build.</param>
    /// <param name="trees">The <c>DeviceTree</c> items.</param>
    /// <param name="overlays">The <c>DeviceTreeOverlay</c> items.</param>
    /// <param name="hostTree">The hypervisor's own tree; empty when none is written.</param>
    /// <returns>Whether each file has one source.</returns>
    public static bool Check(BuildSession session, IEnumerable<ProjectItem> trees, IEnumerable<ProjectItem> overlays, string hostTree)
    {
        IEnumerable<(string File, string Source)> outputs = trees.Select(static tree => (tree.GetMetadata("OutputFile"), tree.Identity))
            .Concat(overlays.SelectMany(static overlay => new[]
            {
                (overlay.GetMetadata("OutputFile"), overlay.Identity),
                (overlay.GetMetadata("MergedFile"), $"MergedTree of {overlay.Identity}"),
            }))
            .Append((hostTree, "the hypervisor's tree (HostTreeFile)"));
        return session.Report(outputs
            .Where(static output => output.File.Length > 0)
            .GroupBy(static output => output.File, StringComparer.OrdinalIgnoreCase)
            .Where(static file => file.Count() > 1)
            .Select(static file => HostDiagnostics.TreesShareFile(file.Key, file.Select(static output => output.Source))));
    }
}
