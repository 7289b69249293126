using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xen;

/// <summary>
/// Finds devices that no guest gets, in pages that a guest gets. Neighbours that belong to another guest or to Xen are found by the rules
/// for all hypervisors.
/// </summary>
internal static class NeighbourChecks
{
    public static IEnumerable<Diagnostic> Check(PartitionPlan plan, GuestPlan guest)
    {
        HashSet<DeviceTreeNode> given = [.. plan.Guests.SelectMany(BoardParts.HardwareOf).Select(static owned => owned.Device.Node)];
        var free = new RangeIndex<BoardDevice>(guest.Board.Devices
            .Where(device => device.Role == DeviceRole.Device
                && !given.Contains(device.Node)
                && guest.Board.FindDisabled(device.Node) is null
                && guest.Policy.FindOwnUse(guest.Board, device) is null)
            .SelectMany(static device => device.Registers.Select(range => (range, device))));
        var reported = new HashSet<BoardDevice>();
        foreach (var page in BoardParts.HardwareOf(guest)
            .SelectMany(static owned => PassthroughTree.PagesOf(owned.Device).Select(pages => (Owned: owned, Pages: pages)))
            .GroupBy(static use => use.Pages)
            .OrderBy(static page => page.Key.Start))
        {
            OwnedDevice[] devices = [.. page.Select(static use => use.Owned).DistinctBy(static owned => owned.Device.Node)];
            ImmutableArray<BoardDevice> neighbours =
            [
                .. free.FindOverlaps(page.Key)
                    .Distinct()
                    .Where(other => !Array.Exists(devices, owned => IsAround(owned.Device.Node, other.Node)) && !reported.Contains(other)),
            ];
            if (neighbours.IsEmpty)
            {
                continue;
            }

            reported.UnionWith(neighbours);
            yield return XenDiagnostics.NeighboursInPage(
                guest.Request.SpanOf(GuestMetadata.Devices), guest.Name, [.. devices], page.Key, neighbours);
        }
    }

    /// <summary>Whether one of two nodes is the other or is below it.</summary>
    private static bool IsAround(DeviceTreeNode one, DeviceTreeNode other) => one.IsWithin(other) || other.IsWithin(one);
}
