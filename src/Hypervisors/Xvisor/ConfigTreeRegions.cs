using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xvisor;

/// <summary>Reads back what a tree for Xvisor gives a guest, whoever wrote it.</summary>
internal static class ConfigTreeRegions
{
    public static ImmutableArray<GuestRegion> Read(DeviceTreeDocument tree) =>
        tree.FindByPath("/aspace") is not { } space ? [] : [.. space.Children.Select(ReadRegion).OfType<GuestRegion>()];

    private static GuestRegion? ReadRegion(DeviceTreeNode node)
    {
        if (!TryReadCell(node, "guest_physical_addr", out uint start) || !TryReadCell(node, "physical_size", out uint size))
        {
            return null;
        }

        ImmutableArray<uint> interrupts = [];
        if (node.TryGetValue("interrupts", out PropertyValue? value))
        {
            value.TryReadCells(out interrupts);
        }

        bool isReal = ReadString(node, "manifest_type") == "real";
        return new(node.Name, new(start, size), [.. interrupts.Select(static number => new InterruptId(number))], KindOf(node))
        {
            Host = isReal && TryReadCell(node, "host_physical_addr", out uint host) ? new AddressRange(host, size) : null,
        };
    }

    private static GuestRegionKind KindOf(DeviceTreeNode node)
    {
        string type = ReadString(node, "device_type");
        string compatible = ReadString(node, "compatible");
        return type switch
        {
            _ when type.EndsWith("ram", StringComparison.Ordinal)
                || type.EndsWith("rom", StringComparison.Ordinal) => GuestRegionKind.Memory,
            "cache" or "virtio" or "pic" => GuestRegionKind.Platform,
            _ when compatible == "zero" => GuestRegionKind.Stub,
            _ when compatible == EmulatorTable.PrivateRegion.Compatible || compatible == "vminfo-0.1" => GuestRegionKind.Platform,
            _ => GuestRegionKind.Device,
        };
    }

    private static bool TryReadCell(DeviceTreeNode node, string property, out uint cell)
    {
        cell = 0;
        return node.TryGetValue(property, out PropertyValue? value) && value.TryReadCell(out cell);
    }

    private static string ReadString(DeviceTreeNode node, string property) =>
        node.TryGetValue(property, out PropertyValue? value) && value.TryReadString(out string text) ? text : "";
}
