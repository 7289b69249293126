using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Rules;
using Partition.Partitioning.Trees;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xen;

/// <summary>Builds the tree of the devices that Xen gives to a guest, which it copies into the tree that it makes for the guest.</summary>
/// <remarks>
/// Made from the guest's slice of the board: buses and names stay as they are, suppliers come along, the frame and the parts of the
/// processor go, because Xen makes them. A device with registers says by <c>xen,reg</c> which pages are mapped (board address, size,
/// guest address), by <c>xen,path</c> whose interrupts are routed, and without an IOMMU before it that this is meant.
/// </remarks>
internal sealed class PassthroughTree
{
    private const int Cells = 2;

    private readonly GuestPlan _plan;
    private readonly Board _slice;
    private readonly Dictionary<DeviceTreeNode, OwnedDevice> _given = [];

    private PassthroughTree(GuestPlan plan)
    {
        _plan = plan;
        _slice = Board.Read(OperatingSystemTree.Cut(plan));
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
        RemoveWhatXenMakes();
        GuestReferences.Rewrite(_slice);
        DeviceTreeNode[] tops = [.. _slice.Document.Root.Children];
        foreach (DeviceTreeNode top in tops)
        {
            WidenCells(top);
            _slice.Document.Root.RemoveChild(top);
            passthrough.AddChild(top);
        }

        foreach (DeviceTreeNode node in passthrough.DescendantsAndSelf().Where(_given.ContainsKey))
        {
            Assign(node, _given[node]);
        }

        return new DeviceTreeDocument(root);
    }

    private void RemoveWhatXenMakes()
    {
        foreach (BoardDevice device in _slice.Devices.Where(static device => device.Role is DeviceRole.Frame or DeviceRole.Platform)
            .ToArray())
        {
            device.Node.Parent?.RemoveChild(device.Node);
        }

        // A bus whose last device was a part of the processor has nothing more to say.
        foreach (DeviceTreeNode bus in _slice.Document.Nodes.Reverse().Where(IsEmptyBus))
        {
            bus.Parent?.RemoveChild(bus);
        }
    }

    private bool IsEmptyBus(DeviceTreeNode node) =>
        node is { Parent: not null, Children.Count: 0 }
            && _slice[node].Role == DeviceRole.Passive
            && node.FindProperty("ranges") is not null;

    /// <summary>
    /// Rewrites the addresses of a node below the root for <c>/passthrough</c>, whose addresses and sizes have two cells each.
    /// </summary>
    private static void WidenCells(DeviceTreeNode node)
    {
        if (node.Parent is { AddressCells: Cells, SizeCells: Cells })
        {
            return;
        }

        if (node.TryReadReg(out ImmutableArray<RegEntry> registers))
        {
            uint[] cells = [.. registers.SelectMany(static entry => Split(entry.Address, Cells).Concat(Split(entry.Size, Cells)))];
            node.SetProperty("reg", PropertyValue.FromCells(cells));
        }

        foreach (string name in new[] { "ranges", "dma-ranges" })
        {
            if (node.TryReadRanges(out ImmutableArray<RangeEntry> ranges, name) && !ranges.IsEmpty)
            {
                uint[] cells = [.. ranges.SelectMany(entry =>
                    Split(entry.ChildAddress, (int)node.AddressCells).Concat(Split(entry.ParentAddress, Cells))
                        .Concat(Split(entry.Size, (int)node.SizeCells)))];
                node.SetProperty(name, PropertyValue.FromCells(cells));
            }
        }
    }

    private void Assign(DeviceTreeNode node, OwnedDevice owned)
    {
        int addressCells = (int)Math.Min(node.Parent!.AddressCells, Cells);
        int sizeCells = (int)Math.Min(node.Parent!.SizeCells, Cells);
        uint[] cells = [.. PagesOf(owned.Device).SelectMany(pages =>
            Split(pages.Start, addressCells).Concat(Split(pages.Size, sizeCells)).Concat(Split(pages.Start, addressCells)))];
        node.SetProperty("xen,reg", PropertyValue.FromCells(cells));
        node.SetProperty("xen,path", PropertyValue.FromStrings(owned.Device.Node.Path));
        if (!IommuProtection.IsBehindIommu(_plan, owned.Device.Node))
        {
            // A device that writes memory by itself gets this far only when the project allows HV2037 for it.
            node.SetProperty("xen,force-assign-without-iommu", PropertyValue.Empty);
        }
    }

    private static void SetCells(DeviceTreeNode node)
    {
        node.SetProperty("#address-cells", PropertyValue.FromCells(Cells));
        node.SetProperty("#size-cells", PropertyValue.FromCells(Cells));
    }

    private static IEnumerable<uint> Split(UInt128 number, int cells)
    {
        for (int i = cells - 1; i >= 0; i--)
        {
            yield return (uint)(number >> (32 * i));
        }
    }
}
