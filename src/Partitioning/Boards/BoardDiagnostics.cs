using Partition.Diagnostics;

namespace Partition.Partitioning.Boards;

/// <summary>What can be wrong with a device of the board.</summary>
internal static class BoardDiagnostics
{
    public static Diagnostic UnreadableRegisters(SourceSpan at, BoardDevice device, int length, CellCounts counts) => Diagnostic.Error("HV2060", at,
        $"The reg of '{device.Name}' ({device.Node.Path}) is {length} bytes long, and its bus takes {counts.Address} cells for an address and {counts.Size} "
        + $"for a size, {sizeof(uint) * (counts.Address + counts.Size)} bytes together. Write whole pairs.");

    public static Diagnostic EmptyRegisters(SourceSpan at, BoardDevice device) => Diagnostic.Warning("HV2061", at,
        $"The reg of '{device.Name}' ({device.Node.Path}) has a range of no bytes. Write the size of the device's registers.");

    public static Diagnostic RegistersOutsideBus(SourceSpan at, BoardDevice device) => Diagnostic.Warning("HV2062", at,
        $"The processor cannot reach the reg of '{device.Name}' ({device.Node.Path}): no entry in the ranges of the buses above it covers it. Correct the reg, or the ranges.");

    public static Diagnostic UnreadableInterrupts(SourceSpan at, BoardDevice device, int length, string controller, int cells) => Diagnostic.Error("HV2063", at,
        $"The interrupts of '{device.Name}' ({device.Node.Path}) are {length} bytes long, and '{controller}' takes {cells} cells for each, {sizeof(uint) * cells} bytes. "
        + "Write whole interrupts.");
}
