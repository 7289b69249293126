using Partition.Slicing;

namespace Partition.Hypervisors.Xvisor;

/// <summary>The flash that a guest starts from.</summary>
/// <remarks>
/// It stands where the board's first flash stands and is memory of the hypervisor's own, so every guest has one, whoever is
/// given the board's flash itself.
/// </remarks>
internal static class GuestFlash
{
    /// <summary>The board's first flash, or <see langword="null"/>.</summary>
    public static BoardDevice? Find(GuestPlan plan) => plan.Board.Devices
        .FirstOrDefault(static device => device.Compatible.Contains("cfi-flash") && !device.Registers.IsEmpty);

    /// <summary>As much of a flash's first bank as a guest gets.</summary>
    public static AddressRange RangeOf(BoardDevice flash) =>
        flash.Registers[0] with { Size = Math.Min(flash.Registers[0].Size, MachineProfile.FlashSize) };

    /// <summary>The flash of a guest at guest addresses, or <see langword="null"/> when the board has none.</summary>
    public static AddressRange? FindRange(GuestPlan plan) => Find(plan) is { } flash ? RangeOf(flash) : null;
}
