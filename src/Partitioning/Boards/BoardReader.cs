using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Boards;

/// <summary>Works out the devices of a board from its tree.</summary>
/// <param name="document">The tree.</param>
/// <param name="interrupts">Follows the tree's interrupts.</param>
internal sealed class BoardReader(DeviceTreeDocument document, InterruptResolution interrupts)
{
    /// <summary>The ranges of RAM, in the tree's order.</summary>
    public ImmutableArray<AddressRange> Memory { get; } =
        [.. MemoryNodes(document).SelectMany(static node => AddressTranslation.ReadRegisters(node))];

    /// <summary>The nodes that describe RAM, in the tree's order.</summary>
    public static IEnumerable<DeviceTreeNode> MemoryNodes(DeviceTreeDocument document) =>
        document.Root.Children.Where(static node => node.BaseName == "memory");

    /// <summary>Whether a node is a CPU: by its type, or by its name where an older tree gives no type.</summary>
    public static bool IsCpu(DeviceTreeNode node) => node.TryGetValue("device_type", out PropertyValue? value)
        ? value.TryReadString(out string type) && type == "cpu"
        : node.BaseName == "cpu";

    /// <summary>Works out what a node is, where its registers are and which interrupts it has.</summary>
    public BoardDevice ReadDevice(DeviceTreeNode node)
    {
        var device = new BoardDevice(node, DeviceRole.Passive, ReadRegisters(node), interrupts.ReadInterrupts(node));
        return device with { Role = RoleOf(device) };
    }

    /// <summary>
    /// The registers of a node. Below a system controller some boards write offsets into its registers, with a <c>ranges</c> that
    /// would make addresses of them; the drivers go through the controller, and an offset outside of it is not an address.
    /// </summary>
    private static ImmutableArray<AddressRange> ReadRegisters(DeviceTreeNode node)
    {
        ImmutableArray<AddressRange> registers = AddressTranslation.ReadRegisters(node);
        return Board.IsBelowController(node) && !registers.IsEmpty
            && AddressTranslation.ReadRegisters(node.Parent!) is { IsEmpty: false } whole
            ? [.. registers.Where(range => whole.Any(outer => outer.Contains(range)))]
            : registers;
    }

    private DeviceRole RoleOf(BoardDevice device)
    {
        if (IsFrame(device.Node))
        {
            return IsMemoryOfItsOwn(device) ? DeviceRole.Device : DeviceRole.Frame;
        }

        bool isBare = device.Registers.IsEmpty && device.Interrupts.IsEmpty;
        if (PlatformCompatibles.Contain(device.Compatible) || (isBare && PlatformCompatibles.IsCache(device.Compatible)))
        {
            return DeviceRole.Platform;
        }

        return isBare || BusWindows.IsOnlyABus(device)
            ? DeviceRole.Passive
            : DeviceRole.Device;
    }

    /// <summary>Whether a reservation is no part of the RAM that guests are given, such as the memory of a display.</summary>
    private bool IsMemoryOfItsOwn(BoardDevice device) =>
        device.IsReservation
        && !device.Registers.IsEmpty
        && !device.Registers.Any(range => Memory.Any(range.Overlaps));

    private static bool IsFrame(DeviceTreeNode node)
    {
        DeviceTreeNode top = node;
        while (top.Parent?.Parent is not null)
        {
            top = top.Parent;
        }

        return top.Parent is null
            || top.BaseName is "cpus" or "memory" or "aliases" or "chosen" or "reserved-memory"
                or "__symbols__" or "__fixups__" or "__local_fixups__";
    }
}
