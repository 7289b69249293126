using Partition.DeviceTree.Model.Bus;
using Partition.Diagnostics;

namespace Partition.Partitioning.Boards;

/// <summary>What can be wrong with a device of the board.</summary>
internal static class BoardDiagnostics
{
    public static Diagnostic UnreadableRegisters(SourceSpan at, BoardDevice device, int length, CellCounts counts) =>
        Diagnostic.Error("HV2060", at, counts.IsUsable && counts.IsWithinLimits
            ? $"The reg of '{device.Name}' ({device.Node.Path}) is {length} bytes long, and its bus takes {counts.Address} cells for an "
                + $"address and {counts.Size} for a size, {sizeof(uint) * counts.Entry} bytes together. Write whole pairs."
            : $"The reg of '{device.Name}' ({device.Node.Path}) cannot be read: '#address-cells' of '{device.Node.Parent?.Path}' must be "
                + $"one cell of at most {CellCounts.MaxAddress}, and '#size-cells' one cell of at most {CellCounts.MaxSize}. "
                + "Correct them.");

    public static Diagnostic EmptyRegisters(SourceSpan at, BoardDevice device) => Diagnostic.Warning("HV2061", at,
        $"The reg of '{device.Name}' ({device.Node.Path}) has a range of no bytes. Write the size of the device's registers.");

    public static Diagnostic RegistersOutsideBus(SourceSpan at, BoardDevice device) => Diagnostic.Warning("HV2062", at,
        $"The processor cannot reach the reg of '{device.Name}' ({device.Node.Path}): "
        + "no entry in the ranges of the buses above it covers it. Correct the reg, or the ranges.");

    public static Diagnostic UnreadableInterrupts(SourceSpan at, BoardDevice device, int length, string controller, uint cells) =>
        Diagnostic.Error("HV2063", at,
        $"The interrupts of '{device.Name}' ({device.Node.Path}) are {length} bytes long, and '{controller}' takes {cells} cells for each, "
        + $"{sizeof(uint) * cells} bytes. "
        + "Write whole interrupts.");
}
