namespace Partition.Slicing;

/// <summary>A device that a guest gets, and why.</summary>
/// <param name="Device">The device.</param>
/// <param name="Access">How the guest reaches it.</param>
/// <param name="Because">The way a need took from the guest's own device, <c>uart1 → clocks → clk24</c>; empty when the project selects it.</param>
public sealed record OwnedDevice(BoardDevice Device, DeviceAccess Access, string Because);
