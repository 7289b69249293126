using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Xvisor;

/// <summary>A virtio transport of a guest.</summary>
/// <param name="Name">The name of its region.</param>
/// <param name="Slot">What it is and where.</param>
/// <param name="Backend">What it is joined to; empty for nothing.</param>
/// <param name="IsKnownToFirmware">Whether the firmware tells Linux of it.</param>
internal sealed record VirtioDevice(string Name, VirtioSlot Slot, string Backend, bool IsKnownToFirmware)
{
    /// <summary>The region, as Xvisor is told.</summary>
    public Region ToRegion() => new(Name, new(Slot.Address, XvisorLimits.PageSize), "virtual", "virtio")
    {
        Compatible = "virtio,mmio",
        Interrupts = [Slot.Interrupt],
        Extra = [("virtio_type", PropertyValue.FromCells(TypeNumber)), .. Attachment],
    };

    // Device types of the virtio specification, section 5; 7 is rpmsg.
    private uint TypeNumber => Slot.Kind switch
    {
        VirtualDeviceKind.Network => 1,
        VirtualDeviceKind.Block => 2,
        VirtualDeviceKind.Console => 3,
        _ => 7,
    };

    // A disk without a name can be put in later; a network card without a switch must not have the property at all.
    private ImmutableArray<(string Name, PropertyValue Value)> Attachment => Slot.Kind switch
    {
        VirtualDeviceKind.Network => Backend.Length == 0 ? [] : [("switch", PropertyValue.FromStrings(Backend))],
        VirtualDeviceKind.Block => [("blkdev", PropertyValue.FromStrings(Backend))],
        VirtualDeviceKind.Messages => [("node_ns_name", PropertyValue.FromStrings(Backend.Length == 0 ? "rpmsg_chrdev" : Backend))],
        _ => [],
    };
}
