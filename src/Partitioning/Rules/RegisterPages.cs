using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Rules;

/// <summary>Memory is given away in whole pages, so registers of two owners lie in different ones.</summary>
internal static class RegisterPages
{
    public static IEnumerable<RuleFinding> Check(PartitionPlan plan)
    {
        ulong pageSize = plan.Request.PageSize;
        Place[] places = [.. HardwareUse.Of(plan)
            .SelectMany(use => use.Device.Registers.Select(range => new Place(use, range, range.RoundOutTo(pageSize))))
            .OrderBy(static place => place.Pages.Start).ThenBy(static place => place.Registers.Start)];
        var open = new List<Place>();
        var pages = new Dictionary<ulong, FindingGroup>();
        var told = new HashSet<(DeviceTreeNode, GuestPlan?, DeviceTreeNode, GuestPlan?)>();
        foreach (Place place in places)
        {
            open.RemoveAll(earlier => earlier.Pages.Last < place.Pages.Start);
            foreach (Place earlier in open.Where(earlier => Collide(earlier.Use, place.Use)))
            {
                if (told.Add((earlier.Use.Device.Node, earlier.Use.Guest, place.Use.Device.Node, place.Use.Guest)))
                {
                    yield return Describe(plan, pages, earlier, place);
                }
            }

            open.Add(place);
        }
    }

    private static RuleFinding Describe(PartitionPlan plan, Dictionary<ulong, FindingGroup> pages, Place earlier, Place place)
    {
        ImmutableArray<BoardDevice> devices = [earlier.Use.Device, place.Use.Device];
        if (earlier.Registers.Overlaps(place.Registers))
        {
            return new(RuleDiagnostics.RegistersOverlap(earlier.Use, earlier.Registers, place.Use, place.Registers), devices);
        }

        ulong pageSize = plan.Request.PageSize;
        ulong page = Math.Max(earlier.Pages.Start, place.Pages.Start);
        if (!pages.TryGetValue(page, out FindingGroup? group))
        {
            group = new(uses => RuleDiagnostics.PageOfSeveral(pageSize, page, uses));
            pages.Add(page, group);
        }

        ImmutableArray<HardwareUse> uses = [earlier.Use, place.Use];
        return new(RuleDiagnostics.PageOfSeveral(pageSize, page, uses), devices) { Group = group, Uses = uses };
    }

    /// <summary>Whether two uses are of two owners. One device of two, or a part of the other's device, is a finding of its own.</summary>
    private static bool Collide(HardwareUse one, HardwareUse other) =>
        one.Guest != other.Guest && !one.Device.Node.IsWithin(other.Device.Node) && !other.Device.Node.IsWithin(one.Device.Node)
        && !HardwareUse.IsAgreed(one, other);

    private readonly record struct Place(HardwareUse Use, AddressRange Registers, AddressRange Pages);
}
