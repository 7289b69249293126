using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Bindings;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Suppliers;

/// <summary>The rates that Linux shows on the running board, by the clocks of the board's tree, whichever device uses them.</summary>
internal static class MeasuredRates
{
    public static Dictionary<(DeviceTreeNode Provider, string Selector), uint> Read(
        Board board, ImmutableArray<MeasuredClock> measured)
    {
        var rates = new Dictionary<(DeviceTreeNode, string), uint>();
        if (measured.IsEmpty)
        {
            return rates;
        }

        ILookup<string, MeasuredClock> byConsumer = measured.ToLookup(static clock => clock.Consumer, StringComparer.Ordinal);
        foreach (DeviceTreeNode node in board.Document.Nodes.Where(static node => node.FindProperty("clocks") is not null))
        {
            if (LinuxDeviceName.Of(board, node) is { } name && byConsumer.Contains(name))
            {
                DeviceTreeProperty clocks = node.FindProperty("clocks")!;
                ImmutableArray<PhandleEntry> entries = board.ReferencesIn(node, clocks).Entries;
                for (int i = 0; i < entries.Length; i++)
                {
                    if (entries[i].Target is { } target
                        && Find([.. byConsumer[name]], SupplierLeases.NameOf(node, "clocks", i), i) is uint rate)
                    {
                        rates.TryAdd((target, string.Join(' ', entries[i].ReadSpecifier(clocks.Value))), rate);
                    }
                }
            }
        }

        return rates;
    }

    /// <summary>The rate of a device's clock by its name, or of its first by having none.</summary>
    private static uint? Find(MeasuredClock[] clocks, string name, int index) =>
        RateOf(clocks.Where(clock => clock.Connection == name))
            ?? (index == 0 ? RateOf(clocks.Where(static clock => clock.Connection.Length == 0)) : null);

    /// <summary>The rate that clocks have in common; <see langword="null"/> for none, or for several.</summary>
    private static uint? RateOf(IEnumerable<MeasuredClock> clocks) =>
        clocks.Select(static clock => clock.Frequency).Distinct().ToArray() is [uint only] ? only : null;
}
