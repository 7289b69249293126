using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xen;

/// <summary>
/// Decides where a guest sees its devices: at the board's addresses, or elsewhere where the guest's RAM or a device that Xen emulates
/// needs those.
/// </summary>
/// <remarks>
/// <c>xen,reg</c> has a guest address of its own for each range. The free places are taken from the bottom, in the order of the board's
/// addresses, so that one plan always comes out the same.
/// </remarks>
internal sealed class GuestAddresses
{
    private static readonly ConditionalWeakTable<GuestPlan, GuestAddresses> s_known = [];

    private readonly Board _board;
    private readonly AddressRange[] _needed;
    private readonly List<PassthroughRegion> _moved = [];
    private readonly HashSet<DeviceTreeNode> _units = [];

    private GuestAddresses(GuestPlan plan)
    {
        _board = plan.Board;
        _needed =
        [
            .. GuestLayout.Of(plan).FixedParts.Select(static part => part.Range), plan.Memory,
        ];
        BoardDevice[] devices = [.. BoardParts.HardwareOf(plan).Select(static owned => owned.Device)];
        BoardDevice[] moving = [.. devices.Where(device => IsInTheWay(device) && FindObstacle(device) is null)];
        Units = [.. moving.Select(UnitOf).Distinct()];
        _units.UnionWith(Units);
        Place(devices);
    }

    /// <summary>The nodes of the board that a guest sees elsewhere, each with all that it holds, in the tree's order.</summary>
    public ImmutableArray<DeviceTreeNode> Units { get; }

    /// <summary>What is moved: whole pages of the board, and where the guest sees them.</summary>
    public IReadOnlyList<PassthroughRegion> Moved => _moved;

    /// <summary>The addresses of a guest's devices.</summary>
    public static GuestAddresses Of(GuestPlan plan) => s_known.GetValue(plan, static plan => new(plan));

    /// <summary>Whether a device has registers where the guest needs something else, and can be seen elsewhere.</summary>
    public bool IsMoved(BoardDevice device) => IsInTheWay(device) && PagesInTheWay(device).All(pages => FindMoved(pages) is not null)
        && _units.Contains(UnitOf(device));

    /// <summary>What keeps a device where it is, for a message; <see langword="null"/> when it can move.</summary>
    public string? FindObstacle(BoardDevice device) => MovableUnit.FindObstacle(_board, UnitOf(device), device.Node);

    /// <summary>Where the guest sees an address of the board.</summary>
    /// <param name="address">The address, of a device that the guest gets.</param>
    public ulong GuestAddressOf(ulong address) =>
        FindMoved(new(address, 1)) is { } moved ? address - moved.Host.Start + moved.Guest : address;

    private PassthroughRegion? FindMoved(AddressRange range) =>
        _moved.Where(moved => moved.Host.Contains(range)).Select(static moved => (PassthroughRegion?)moved).FirstOrDefault();

    private DeviceTreeNode UnitOf(BoardDevice device) => MovableUnit.Of(_board, device.Node);

    private bool IsInTheWay(BoardDevice device) => PagesInTheWay(device).Any();

    private IEnumerable<AddressRange> PagesInTheWay(BoardDevice device) =>
        PassthroughTree.PagesOf(device).Where(pages => Array.Exists(_needed, pages.Overlaps));

    private void Place(BoardDevice[] devices)
    {
        ILookup<bool, AddressRange> pages = devices
            .SelectMany(device => PassthroughTree.PagesOf(device).Select(pages => (
                IsMoving: _units.Contains(UnitOf(device)) && Array.Exists(_needed, pages.Overlaps),
                Pages: pages)))
            .ToLookup(static page => page.IsMoving, static page => page.Pages);
        var taken = new List<AddressRange>([.. GuestLayout.KeptFree, .. _needed, .. pages[false]]);
        foreach (AddressRange block in Join(pages[true]))
        {
            if (FindPlace(taken, block) is { } place)
            {
                taken.Add(new(place, block.Size));
                _moved.Add(new(block, place));
            }
        }
    }

    /// <summary>Joins ranges that touch, in the order of their addresses.</summary>
    private static List<AddressRange> Join(IEnumerable<AddressRange> ranges)
    {
        var joined = new List<AddressRange>();
        foreach (AddressRange range in ranges.OrderBy(static range => range.Start))
        {
            if (joined is [.., var last] && range.Start - last.Start <= last.Size)
            {
                joined[^1] = last with { Size = Math.Max(last.Size, range.Start - last.Start + range.Size) };
            }
            else
            {
                joined.Add(range);
            }
        }

        return joined;
    }

    /// <summary>The lowest free place for a block, at the same address within 64 KiB as on the board.</summary>
    private static ulong? FindPlace(List<AddressRange> taken, AddressRange block)
    {
        const ulong unit = 0x1_0000;
        ulong offset = block.Start % unit;
        foreach (AddressRange hole in GuestLayout.Holes)
        {
            ulong start = hole.Start + offset;
            while (hole.Contains(new AddressRange(start, block.Size)))
            {
                var place = new AddressRange(start, block.Size);
                if (taken.Find(place.Overlaps) is not { Size: > 0 } other)
                {
                    return start;
                }

                start = (other.Last / unit * unit) + offset;
                start += start <= other.Last ? unit : 0;
            }
        }

        return null;
    }
}
