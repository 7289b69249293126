using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Trees;

/// <summary>Cuts the tree that a guest's operating system sees out of the board's tree.</summary>
/// <remarks>
/// Order, names, labels and phandles stay as they are on the board, so that a person can lay the two side by side. What is
/// written anew: RAM, CPUs, aliases and chosen. The board's memory reservations stay behind where the guest's memory lies elsewhere.
/// What replaces suppliers that the guest does without goes to the end of the root.
/// </remarks>
internal sealed class OperatingSystemTree
{
    private readonly GuestPlan _plan;
    private readonly GuestReservations _reservations;
    private readonly Dictionary<DeviceTreeNode, DeviceTreeNode> _copies = [];

    private OperatingSystemTree(GuestPlan plan)
    {
        _plan = plan;
        _reservations = new(plan);
    }

    /// <summary>Cuts a guest's tree.</summary>
    /// <param name="plan">What the guest gets.</param>
    /// <returns>A new tree; the board's is left as it is.</returns>
    public static DeviceTreeDocument Cut(GuestPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new OperatingSystemTree(plan).Cut();
    }

    private DeviceTreeDocument Cut()
    {
        DeviceTreeNode root = Copy(_plan.Board.Document.Root);
        var standIns = StandIns.Of(_plan);
        var document = new DeviceTreeDocument(root) { BootCpuId = _plan.Board.Document.BootCpuId };
        foreach (MemoryReservation reservation in _plan.Board.Document.MemoryReservations.Where(IsInOwnMemory))
        {
            document.MemoryReservations.Add(reservation);
        }

        new ReferencePruning(_plan, _copies, standIns).Prune();
        foreach (DeviceTreeNode standIn in standIns.Nodes)
        {
            root.AddChild(standIn);
        }

        DropUnusedCells();
        WriteMemory();
        WriteAliases(root);
        new GuestChosen(_plan, _copies).Write(root);
        return document;
    }

    private DeviceTreeNode Copy(DeviceTreeNode source)
    {
        var copy = new DeviceTreeNode(NameOf(source)) { Labels = source.Labels, Span = source.Span, Extensions = source.Extensions };
        _copies.Add(source, copy);
        foreach (DeviceTreeProperty property in source.Properties)
        {
            copy.SetProperty(property);
        }

        if (_plan.Enabled.Contains(source))
        {
            copy.SetProperty("status", PropertyValue.FromStrings("okay"));
        }

        foreach (DeviceTreeNode child in source.Children.Where(Stays))
        {
            copy.AddChild(Copy(child));
        }

        return copy;
    }

    /// <summary>A node's name; that of the RAM says where the guest's own begins.</summary>
    private string NameOf(DeviceTreeNode node) =>
        node.UnitAddress is not null && node == _plan.Board.MemoryNodes.FirstOrDefault()
            ? $"{node.BaseName}@{_plan.Memory.Start:x}"
            : node.Name;

    private bool Stays(DeviceTreeNode node)
    {
        if (_plan.Board[node].Role != DeviceRole.Frame)
        {
            return _plan.Keeps(node) && !_plan.Frozen.Contains(node);
        }

        // Reservations and the symbols of overlays speak of the board, not of the guest. Further RAM banks are the board's too.
        return node.BaseName switch
        {
            "reserved-memory" => node.Children.Any(Stays),
            _ when node.Parent?.BaseName == "reserved-memory" => _reservations.Holds(node),
            "__symbols__" or "__fixups__" or "__local_fixups__" => false,
            "memory" when node.Parent?.Parent is null => node == _plan.Board.MemoryNodes.FirstOrDefault(),
            "cpu-map" when node.Parent?.BaseName == "cpus" => false, // It lists every CPU of the board.
            _ => !_plan.Absent.Contains(node),
        };
    }

    /// <summary>A bus that lost all that had addresses on it needs no words for addresses, and dtc would say so.</summary>
    private void DropUnusedCells()
    {
        foreach ((DeviceTreeNode source, DeviceTreeNode copy) in _copies)
        {
            if (source.Children.Any(HasAddress) && !copy.Children.Any(HasAddress)
                && !copy.Properties.Any(
                    static property => property.Name is "ranges" or "dma-ranges" or "interrupt-map" or "interrupt-controller"))
            {
                copy.RemoveProperty("#address-cells");
                copy.RemoveProperty("#size-cells");
            }
        }

        static bool HasAddress(DeviceTreeNode node) => node.Properties.Any(static property => property.Name is "reg" or "ranges");
    }

    private bool IsInOwnMemory(MemoryReservation reservation) =>
        _plan.HostMemory == _plan.Memory && _plan.Memory.Contains(new AddressRange(reservation.Address, reservation.Size));

    private void WriteMemory()
    {
        if (_plan.Board.MemoryNodes.FirstOrDefault() is { } source && source.Parent is { } root
            && CellCounts.Of(root) is { IsWithinLimits: true } counts)
        {
            IEnumerable<uint> start = AddressCells.Split(_plan.Memory.Start, counts.Address);
            uint[] cells = [.. start, .. AddressCells.Split(_plan.Memory.Size, counts.Size)];
            _copies[source].SetProperty("reg", PropertyValue.FromCells(cells));
        }
    }

    private void WriteAliases(DeviceTreeNode root)
    {
        if (_plan.Board.Document.FindByPath("/aliases") is { } source && root.FindChild("aliases") is { } aliases)
        {
            foreach (DeviceTreeProperty alias in source.Properties.Where(alias => !PointsIntoTheSlice(alias)))
            {
                aliases.RemoveProperty(alias.Name);
            }
        }
    }

    private bool PointsIntoTheSlice(DeviceTreeProperty alias) =>
        _plan.Board.FindByAlias(alias.Name) is not { } target || _copies.ContainsKey(target);
}
