using Partition.Diagnostics;

namespace Partition.Partitioning.Model;

/// <summary>What a project says of a supplier for all guests at once: who has it, and how the others do without.</summary>
/// <param name="Suppliers">Entries of a device list, separated by <c>;</c>, as in <see cref="GuestRequest.Devices"/>.</param>
/// <param name="Owner">The guest that has the suppliers; empty when they stay as the board's firmware sets them.</param>
/// <param name="Others">How all other guests reach them.</param>
/// <param name="Span">Where the project says so.</param>
internal sealed record SupplierPolicyRequest(string Suppliers, string Owner, DeviceAccess Others, SourceSpan Span)
{
    /// <summary>The rate, in hertz, of each of the suppliers' clocks of which nothing else tells it.</summary>
    public uint? ClockFrequency { get; init; }
}
