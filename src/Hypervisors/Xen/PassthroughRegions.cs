using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xen;

/// <summary>Reads what a guest is given: by a tree for Xen, whoever wrote it, and by Xen itself.</summary>
internal static class PassthroughRegions
{
    public static ImmutableArray<GuestRegion> Read(GuestPlan plan, DeviceTreeDocument tree)
    {
        var layout = GuestLayout.Of(plan);
        return
        [
            new("memory", plan.Memory, [], GuestRegionKind.Memory),
            .. layout.InterruptController
                .Select(static range => new GuestRegion("interrupt-controller", range, [], GuestRegionKind.Platform)),
            .. layout.HasConsole
                ? [new GuestRegion("console", layout.Console, [layout.ConsoleInterrupt], GuestRegionKind.Device)]
                : ImmutableArray<GuestRegion>.Empty,
            .. tree.Nodes.SelectMany(node => Read(plan.Board, node)),
        ];
    }

    private static IEnumerable<GuestRegion> Read(Board board, DeviceTreeNode node)
    {
        BoardDevice? device = FindHost(board, node);
        foreach (PassthroughRegion region in PassthroughRegion.Read(node) ?? [])
        {
            yield return new(node.Name, region.Host with { Start = region.Guest }, device?.Interrupts ?? [], GuestRegionKind.Device)
            {
                // Pages are given whole; who else is in them is a question of its own.
                Host = device?.Registers.Select(static range => (AddressRange?)range)
                    .FirstOrDefault(range => range!.Value.RoundOutTo(GuestLayout.PageSize) == region.Host) ?? region.Host,
            };
        }
    }

    /// <summary>The device of the board that a node names by its <c>xen,path</c>, or <see langword="null"/>.</summary>
    public static BoardDevice? FindHost(Board board, DeviceTreeNode node) =>
        node.FindProperty("xen,path")?.Value.TryReadString(out string path) == true && HostNames.Find(board.Document, path) is { } host
            ? board[host]
            : null;
}
