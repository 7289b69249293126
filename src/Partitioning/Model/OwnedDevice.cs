using Partition.Diagnostics;
using Partition.Partitioning.Boards;

namespace Partition.Partitioning.Model;

/// <summary>A device that a guest gets, and why.</summary>
/// <param name="Device">The device.</param>
/// <param name="Access">How the project wants the guest to reach it.</param>
/// <param name="Because">The way a need took from the guest's own device, <c>uart1 → clocks → clk24</c>; empty when the project selects
/// it.</param>
internal sealed record OwnedDevice(BoardDevice Device, DeviceAccess Access, string Because)
{
    /// <summary>
    /// How the guest reaches it: <see cref="Access"/>, or what the hypervisor finds best where the project leaves that open.
    /// </summary>
    public DeviceAccess Resolved { get; init; } = Access;

    /// <summary>The rate of the clock that stands in the device's place, in hertz, when it is a stub and a clock.</summary>
    public uint? ClockFrequency { get; init; }

    /// <summary>What an imitation is joined to, as the project names it; empty for what is customary.</summary>
    public string Backend { get; init; } = "";

    /// <summary>Where the project refines the device; nowhere when it does not.</summary>
    public SourceSpan Span { get; init; } = SourceSpan.None;

    /// <summary>Whether it is a part of another device of the guest, so that who has the whole has the part.</summary>
    public bool IsPart { get; init; }

    /// <summary>Whether the guest's list of devices names it, rather than another device's need.</summary>
    public bool IsSelected => Because.Length == 0;

    /// <summary>Whether the guest drives the board's hardware.</summary>
    public bool IsHardware => Device.Role == DeviceRole.Device && Resolved is DeviceAccess.Passthrough or DeviceAccess.Shared;
}
