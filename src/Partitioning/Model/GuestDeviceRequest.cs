using Partition.Diagnostics;

namespace Partition.Partitioning.Model;

/// <summary>How a project refines one device of one guest.</summary>
/// <param name="Device">A selection entry: a label, a path or an alias.</param>
/// <param name="Access">How the guest reaches the device.</param>
/// <param name="Span">Where the project says so.</param>
internal sealed record GuestDeviceRequest(string Device, DeviceAccess Access, SourceSpan Span)
{
    /// <summary>The rate of the fixed clock that stands in the device's place when it is a stub, in hertz.</summary>
    public uint? ClockFrequency { get; init; }

    /// <summary>Whether the guest uses the device although the board's tree disables it.</summary>
    public bool Enable { get; init; }

    /// <summary>
    /// What an imitation is joined to: a serial port of the board, a network switch of the hypervisor; empty for what is customary.
    /// </summary>
    public string Backend { get; init; } = "";
}
