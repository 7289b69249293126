using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Rules;

/// <summary>Somebody who uses a device of the board.</summary>
/// <param name="Device">The device.</param>
/// <param name="Guest">The guest; <see langword="null"/> for the hypervisor.</param>
/// <param name="What">How a message calls the user: <c>guest 'a'</c>, or the hypervisor and what for.</param>
internal sealed record HardwareUse(BoardDevice Device, GuestPlan? Guest, string What)
{
    /// <summary>Where the user is given the device: the guest's list in the project; nowhere for the hypervisor.</summary>
    public SourceSpan Span => Guest?.Request.SpanOf(GuestMetadata.Devices) ?? SourceSpan.None;

    /// <summary>Whether the two owners have agreed on both devices: each is shared by both.</summary>
    public static bool IsAgreed(HardwareUse one, HardwareUse other) =>
        IsShared(one.Guest, other.Device)
            && IsShared(other.Guest, one.Device)
            && IsShared(one.Guest, one.Device)
            && IsShared(other.Guest, other.Device);

    /// <summary>
    /// Every use of the board's hardware, guests in the project's order and then the hypervisor's own, devices in the tree's order.
    /// </summary>
    public static IEnumerable<HardwareUse> Of(PartitionPlan plan)
    {
        foreach (GuestPlan guest in plan.Guests)
        {
            foreach (OwnedDevice owned in guest.Devices.Where(static owned => owned.IsHardware && owned.Device.IsEnabled))
            {
                yield return new(owned.Device, guest, $"guest '{guest.Name}'");
            }
        }

        foreach (BoardDevice device in plan.Board.Devices.Where(static device => device.Role == DeviceRole.Device && device.IsEnabled))
        {
            if (plan.Request.Policy.FindOwnUse(plan.Board, device) is string use)
            {
                yield return new(device, null, $"{plan.Request.Policy.Name} ({use})");
            }
        }
    }

    private static bool IsShared(GuestPlan? guest, BoardDevice device) => guest?.Find(device.Node)?.Resolved == DeviceAccess.Shared;
}
