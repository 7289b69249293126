using System.Collections.Frozen;
using System.Collections.Immutable;
using Partition.DeviceTree.Model;

namespace Partition.Partitioning.Boards;

/// <summary>Finds what belongs to CPUs that a guest does not have, so that it would describe nothing in the guest's tree.</summary>
/// <remarks>
/// Linux bindings: arm/pmu.yaml (<c>interrupt-affinity</c>), interrupt-controller/arm,gic-v3.yaml (<c>affinity</c> of a set of CPUs),
/// arm/arm,coresight-*.yaml (<c>cpu</c>); cpu/idle-states.yaml, opp/opp-v2.yaml and the caches are tables that CPUs refer to.
/// </remarks>
internal static class AbsentCpus
{
    private static readonly string[] s_belonging = ["interrupt-affinity", "affinity", "cpu"];
    private static readonly string[] s_tables = ["cache", "arm,idle-state", "domain-idle-state", "operating-points-v2"];

    /// <summary>Finds the CPUs that are absent, and what belongs to no others.</summary>
    /// <param name="board">The board.</param>
    /// <param name="present">The CPUs of the guest.</param>
    /// <returns>The nodes, with all below them.</returns>
    public static FrozenSet<DeviceTreeNode> FindParts(Board board, ImmutableArray<DeviceTreeNode> present)
    {
        HashSet<DeviceTreeNode> absent =
            [.. board.Cpus.Concat(board.DisabledCpus).Except(present).SelectMany(static cpu => cpu.DescendantsAndSelf())];
        if (absent.Count == 0)
        {
            return [];
        }

        // Sets of CPUs first, and then what names these sets.
        AddWhere(board, absent, node => s_belonging.Any(name => NamesOnly(board, node, name, absent)));
        AddWhere(board, absent, node => NamesOnly(board, node, "interrupts", absent));
        AddTables(board, absent);
        return absent.ToFrozenSet();
    }

    private static void AddWhere(Board board, HashSet<DeviceTreeNode> absent, Predicate<DeviceTreeNode> belongs)
    {
        foreach (DeviceTreeNode node in board.Document.Nodes.Where(node => !absent.Contains(node) && belongs(node)).ToArray())
        {
            absent.UnionWith(node.DescendantsAndSelf());
        }
    }

    /// <summary>Whether a property names something, and nothing that is present.</summary>
    private static bool NamesOnly(Board board, DeviceTreeNode node, string name, HashSet<DeviceTreeNode> absent) =>
        node.FindProperty(name) is { } property
        && board.ReferencesIn(node, property).Entries is { IsEmpty: false } entries
        && entries.All(entry => entry.Target is { } target && absent.Contains(target));

    /// <summary>Adds tables that only absent nodes refer to: the operating points of a cluster, its idle states, its caches.</summary>
    private static void AddTables(Board board, HashSet<DeviceTreeNode> absent)
    {
        HashSet<DeviceTreeNode> tables =
            [.. board.Devices.Where(static device => device.Compatible.Any(s_tables.Contains)).Select(static device => device.Node)];
        if (tables.Count == 0)
        {
            return;
        }

        ILookup<DeviceTreeNode, DeviceTreeNode> users = (
            from node in board.Document.Nodes
            from property in node.Properties
            from reference in board.FindPhandles(node, property)
            where tables.Contains(reference.Target)
            select (reference.Target, User: node)).ToLookup(static pair => pair.Target, static pair => pair.User);
        int before;
        do
        {
            before = absent.Count; // A cache that only an absent cache leads to is absent, too.
            AddWhere(board, absent, node => tables.Contains(node) && users[node].Any() && users[node].All(absent.Contains));
        }
        while (absent.Count > before);
    }
}
