using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Xvisor;

/// <summary>The virtio transports of a guest: those that its firmware expects, and those that the project adds.</summary>
internal static class VirtioDevices
{
    /// <summary>The switch that Xvisor makes by itself.</summary>
    public const string DefaultSwitch = "br0";

    /// <summary>What a project writes to join a network card to no switch, or a device to nothing.</summary>
    public const string Nothing = "none";

    /// <summary>Places the transports.</summary>
    /// <param name="plan">What the guest gets.</param>
    /// <param name="profile">The machine it is written for.</param>
    /// <returns>Those that the firmware expects first; the project's first one of a kind takes that kind's place.</returns>
    public static ImmutableArray<VirtioDevice> Place(GuestPlan plan, MachineProfile profile)
    {
        var requests = new List<VirtualDeviceRequest>(plan.Request.VirtualDevices);
        ImmutableArray<VirtioDevice>.Builder devices = ImmutableArray.CreateBuilder<VirtioDevice>();
        foreach (VirtioSlot slot in profile.FirmwareSlots)
        {
            VirtualDeviceRequest? request = requests.Find(request => request.Kind == slot.Kind);
            if (request is not null)
            {
                requests.Remove(request);
            }

            devices.Add(new(
                request?.Name ?? CustomaryName(slot.Kind),
                slot,
                BackendOf(slot.Kind, request?.Backend ?? ""),
                IsKnownToFirmware: true));
        }

        var free = new FreePlaces(plan, profile, devices.Select(static device => device.Slot));
        foreach (VirtualDeviceRequest request in requests)
        {
            devices.Add(new(
                request.Name,
                new(request.Kind, free.TakeAddress(), free.TakeInterrupt()),
                BackendOf(request.Kind, request.Backend),
                IsKnownToFirmware: false));
        }

        return devices.ToImmutable();
    }

    /// <summary>The switch, disk or name that a project means: none, its own, or what is customary.</summary>
    public static string BackendOf(VirtualDeviceKind kind, string text) =>
        text.Equals(Nothing, StringComparison.OrdinalIgnoreCase) ? ""
        : text.Length > 0 ? text
        : kind == VirtualDeviceKind.Network ? DefaultSwitch : "";

    private static string CustomaryName(VirtualDeviceKind kind) => kind switch
    {
        VirtualDeviceKind.Network => "virtio-net0",
        VirtualDeviceKind.Block => "virtio-blk0",
        VirtualDeviceKind.Console => "virtio-con0",
        _ => "virtio-rpmsg0",
    };

    /// <summary>Adds what the firmware does not know to the tree of the guest's operating system.</summary>
    public static void Describe(DeviceTreeDocument tree, ImmutableArray<VirtioDevice> devices)
    {
        uint cells = tree.Root.AddressCells;
        uint sizeCells = tree.Root.SizeCells;
        foreach (VirtioDevice device in devices.Where(static device => !device.IsKnownToFirmware))
        {
            DeviceTreeNode node = tree.Root.AddChild(new DeviceTreeNode($"virtio@{device.Slot.Address:x}"));
            node.SetProperty("compatible", PropertyValue.FromStrings("virtio,mmio"));
            node.SetProperty(
                "reg",
                PropertyValue.FromCells([.. Cells(device.Slot.Address, cells), .. Cells(XvisorLimits.PageSize, sizeCells)]));
            node.SetProperty("interrupts", PropertyValue.FromCells(0, device.Slot.Interrupt.Number - 32, 4));
        }
    }

    private static IEnumerable<uint> Cells(ulong number, uint count) =>
        Enumerable.Range(0, (int)Math.Min(count, 4))
            .Select(i => (int)Math.Min(count, 4) - 1 - i)
            .Select(i => i > 1 ? 0u : (uint)(number >> (32 * i)));
}
