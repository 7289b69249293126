using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Rules;
using Partition.Partitioning.Trees;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xen;

/// <summary>Builds the tree of the devices that Xen gives to a guest, which it copies into the tree that it makes for the guest.</summary>
/// <remarks>
/// Made from the guest's slice of the board: buses and names stay as they are, suppliers come along, the frame and the parts of the
/// processor go, because Xen makes them. A device says by <c>xen,reg</c> which pages are mapped (board address, size, guest address, which
/// is another one where <see cref="GuestAddresses"/> says so), by <c>xen,path</c> whose interrupts are routed, and without an IOMMU before
/// it that this is meant.
/// </remarks>
internal sealed class PassthroughTree
{
    // What the board's root says for all nodes below it.
    private static readonly string[] s_ofTheRoot = ["interrupt-parent", "dma-coherent"];

    private readonly GuestPlan _plan;
    private readonly Board _slice;
    private readonly GuestAddresses _addresses;
    private readonly GuestAliases _aliases;
    private readonly Dictionary<DeviceTreeNode, OwnedDevice> _given = [];
    private int _assignments;

    private PassthroughTree(GuestPlan plan)
    {
        _plan = plan;
        _slice = Board.Read(OperatingSystemTree.Cut(plan));
        _addresses = GuestAddresses.Of(plan);
        _aliases = new(_slice);
        foreach (OwnedDevice owned in BoardParts.HardwareOf(plan))
        {
            // The slice keeps the board's paths.
            if (_slice.Document.FindByPath(owned.Device.Node.Path) is { } node)
            {
                _given[node] = owned;
            }
        }
    }

    public static DeviceTreeDocument Build(GuestPlan plan) => new PassthroughTree(plan).Build();

    /// <summary>The whole pages that hold a device's registers, each once.</summary>
    public static ImmutableArray<AddressRange> PagesOf(BoardDevice device) =>
        [.. device.Registers.Select(static range => range.RoundOutTo(GuestLayout.PageSize)).Distinct()];

    private DeviceTreeDocument Build()
    {
        var root = new DeviceTreeNode("");
        SetCells(root);

        // Stands for the controller that Xen makes; it takes the number from here.
        root.AddChild(new DeviceTreeNode("gic")).SetProperty("phandle", PropertyValue.FromCells(GuestLayout.InterruptControllerPhandle));
        DeviceTreeNode passthrough = root.AddChild(new DeviceTreeNode("passthrough"));
        passthrough.SetProperty("compatible", PropertyValue.FromStrings("simple-bus"));
        passthrough.SetProperty("ranges", PropertyValue.Empty);
        SetCells(passthrough);

        // The root of the guest's tree names no controller.
        passthrough.SetProperty("interrupt-parent", PropertyValue.FromCells(GuestLayout.InterruptControllerPhandle));
        var references = new GuestReferences(_slice);
        RemoveWhatXenMakes();
        references.Rewrite();
        foreach (string inherited in s_ofTheRoot)
        {
            if (_slice.Document.Root.FindProperty(inherited) is { } property)
            {
                passthrough.SetProperty(property);
            }
        }

        foreach (DeviceTreeNode moved in TakeMoved())
        {
            passthrough.AddChild(moved);
        }

        RemoveEmptyBuses();
        foreach (DeviceTreeNode top in _slice.Document.Root.Children.ToArray())
        {
            DeviceTreeNode widened = WideCells.Widen(top);
            _aliases.Replace(top, widened);
            _slice.Document.Root.RemoveChild(widened);
            passthrough.AddChild(widened);
        }

        foreach (DeviceTreeNode node in passthrough.DescendantsAndSelf().Where(_given.ContainsKey).ToArray())
        {
            Assign(passthrough, node, _given[node]);
        }

        _aliases.Write(root, GuestLayout.Of(_plan));
        return new DeviceTreeDocument(root);
    }

    private void RemoveWhatXenMakes()
    {
        foreach (BoardDevice device in _slice.Devices.Where(static device => device.Role is DeviceRole.Frame or DeviceRole.Platform)
            .ToArray())
        {
            device.Node.Parent?.RemoveChild(device.Node);
        }

        // The registers of a bus that is nothing else repeat its window, of which the guest gets parts alone.
        foreach (DeviceTreeNode bus in _slice.Document.Nodes
            .Where(node => node.FindProperty("ranges") is not null && node.FindProperty("reg") is not null
                && _plan.Board.Document.FindByPath(node.Path) is { } source && _plan.Board[source].Role == DeviceRole.Passive))
        {
            if (bus.FindProperty("ranges")!.Value.IsEmpty && bus.TryReadReg(out ImmutableArray<RegEntry> window))
            {
                bus.SetProperty("ranges", RangesOf(bus, window));
            }

            bus.RemoveProperty("reg");
        }

        RemoveEmptyBuses();
    }

    /// <summary>The ranges of a bus whose addresses are those of the one above, for a window that its registers show.</summary>
    private static PropertyValue RangesOf(DeviceTreeNode bus, ImmutableArray<RegEntry> window) => PropertyValue.FromCells(
        [.. window.SelectMany(entry => AddressCells.Split(entry.Address, bus.AddressCells)
            .Concat(AddressCells.Split(entry.Address, bus.Parent!.AddressCells))
            .Concat(AddressCells.Split(entry.Size, bus.SizeCells)))]);

    /// <summary>Removes buses that have nothing more to say: their last device was a part of the processor, or has moved.</summary>
    private void RemoveEmptyBuses()
    {
        foreach (DeviceTreeNode bus in _slice.Document.Nodes.Reverse().Where(IsEmptyBus))
        {
            bus.Parent?.RemoveChild(bus);
        }
    }

    private bool IsEmptyBus(DeviceTreeNode node) =>
        node is { Parent: not null, Children.Count: 0 }
            && !_given.ContainsKey(node)
            && _slice[node].Registers.IsEmpty
            && _slice[node].Interrupts.IsEmpty
            && node.FindProperty("ranges") is not null;

    /// <summary>Takes the nodes out of the slice that the guest sees elsewhere.</summary>
    private IEnumerable<DeviceTreeNode> TakeMoved()
    {
        foreach (DeviceTreeNode unit in _addresses.Units)
        {
            if (_slice.Document.FindByPath(unit.Path) is not { } node)
            {
                continue;
            }

            AddressRange[] below = [.. node.DescendantsAndSelf().Skip(1).Where(_given.ContainsKey)
                .SelectMany(inner => PagesOf(_given[inner].Device))];
            DeviceTreeNode moved = MovedNode.Take(node, unit, _addresses, below);
            _aliases.Replace(node, moved);
            if (_given.Remove(node, out OwnedDevice? owned))
            {
                _given.Add(moved, owned);
            }

            yield return moved;
        }
    }

    /// <summary>Writes what Xen is to give of a device.</summary>
    /// <remarks>
    /// Xen reads <c>xen,reg</c> with the counts of cells of the node above, and knows counts of 1 and 2. Where the addresses do not fit, a
    /// node of its own says it for the device: Xen needs no more than the path, and a kernel passes over a node that is not compatible
    /// with anything. A device that only has interrupts has an empty <c>xen,reg</c>.
    /// </remarks>
    private void Assign(DeviceTreeNode passthrough, DeviceTreeNode node, OwnedDevice owned)
    {
        PassthroughRegion[] regions =
            [.. PagesOf(owned.Device).Select(pages => new PassthroughRegion(pages, _addresses.GuestAddressOf(pages.Start)))];
        DeviceTreeNode bus = node.Parent!;
        if (!Array.TrueForAll(regions, region => region.Fits(bus)) || bus is not { AddressCells: 1 or 2, SizeCells: 1 or 2 })
        {
            bus = passthrough;
            node = passthrough.AddChild(new DeviceTreeNode($"assignment-{++_assignments}"));
        }

        node.SetProperty("xen,reg", PropertyValue.FromCells([.. regions.SelectMany(region => region.Write(bus))]));
        node.SetProperty("xen,path", PropertyValue.FromStrings(HostNames.PathOf(owned.Device.Node)));
        if (!IommuProtection.IsBehindIommu(_plan, owned.Device.Node))
        {
            // A device that writes memory by itself gets this far only when the project allows HV2037 for it.
            node.SetProperty("xen,force-assign-without-iommu", PropertyValue.Empty);
        }
    }

    private static void SetCells(DeviceTreeNode node)
    {
        node.SetProperty("#address-cells", PropertyValue.FromCells(WideCells.Count));
        node.SetProperty("#size-cells", PropertyValue.FromCells(WideCells.Count));
    }
}
