using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Xvisor;

/// <summary>The changes that a project wants in a guest's tree while it is loaded.</summary>
internal static class ConfigOverrides
{
    /// <summary>Tells of changes that Xvisor would print an error for, and go on without.</summary>
    public static IEnumerable<Diagnostic> Check(GuestPlan plan, DeviceTreeDocument tree)
    {
        SourceSpan at = plan.Request.SpanOf(GuestMetadata.ConfigOverrides);
        foreach (string text in XvisorGuestSettings.Of(plan).ConfigOverrides)
        {
            if (ConfigOverride.Parse(text) is not { } change)
            {
                yield return XvisorDiagnostics.MalformedOverride(at, plan.Name, text, ConfigOverride.Types);
            }
            else if (FindTarget(tree, change.Alias) is null)
            {
                yield return XvisorDiagnostics.UnknownAlias(at, plan.Name, text, change.Alias, AliasesOf(tree));
            }
        }
    }

    /// <summary>The tree as Xvisor has it when it makes the guest.</summary>
    /// <returns>A changed copy, or the tree itself when there is nothing to change.</returns>
    public static DeviceTreeDocument Apply(GuestPlan plan, DeviceTreeDocument tree)
    {
        ImmutableArray<string> overrides = XvisorGuestSettings.Of(plan).ConfigOverrides;
        if (overrides.IsEmpty)
        {
            return tree;
        }

        DeviceTreeDocument copy = tree.Clone();
        foreach (ConfigOverride change in overrides.Select(ConfigOverride.Parse).OfType<ConfigOverride>())
        {
            FindTarget(copy, change.Alias)?.SetProperty(change.Property, change.Value);
        }

        return copy;
    }

    private static DeviceTreeNode? FindTarget(DeviceTreeDocument tree, string alias) =>
        tree.FindByPath("/aliases")?.FindProperty(alias)?.Value.TryReadString(out string path) == true ? tree.FindByPath(path) : null;

    private static IEnumerable<string> AliasesOf(DeviceTreeDocument tree) =>
        tree.FindByPath("/aliases")?.Properties.Select(static property => property.Name) ?? [];
}
