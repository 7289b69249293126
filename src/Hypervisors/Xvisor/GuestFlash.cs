using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xvisor;

/// <summary>The flash that a guest starts from.</summary>
/// <remarks>
/// It stands where the board's first flash stands, or where the machine's firmware is made for, and is memory of the hypervisor's own, so
/// every guest has one, whoever is given the board's flash itself.
/// </remarks>
internal static class GuestFlash
{
    /// <summary>The board's first flash, or <see langword="null"/>.</summary>
    public static BoardDevice? Find(GuestPlan plan) => plan.Board.Devices
        .FirstOrDefault(static device => device.Compatible.Contains("cfi-flash") && !device.Registers.IsEmpty);

    /// <summary>The flash of a guest at guest addresses, or <see langword="null"/> when it has none.</summary>
    public static AddressRange? FindRange(GuestPlan plan, MachineProfile profile) =>
        profile.FlashStart is ulong start ? new(start, MachineProfile.FlashSize)
        : Find(plan) is { } flash ? flash.Registers[0] with { Size = Math.Min(flash.Registers[0].Size, MachineProfile.FlashSize) }
        : null;
}
