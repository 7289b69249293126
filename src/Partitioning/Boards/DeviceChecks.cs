using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Diagnostics;

namespace Partition.Partitioning.Boards;

/// <summary>Finds what a device's properties leave unreadable: its hardware would be lost without a word.</summary>
internal static class DeviceChecks
{
    /// <summary>Checks a device that a guest gets.</summary>
    public static IEnumerable<Diagnostic> Check(Board board, BoardDevice device)
    {
        if (!device.IsEnabled || device.Role == DeviceRole.Frame)
        {
            yield break;
        }

        if (CheckRegisters(device) is { } registers)
        {
            yield return registers;
        }

        if (CheckInterrupts(board, device) is { } interrupts)
        {
            yield return interrupts;
        }
    }

    private static Diagnostic? CheckRegisters(BoardDevice device)
    {
        if (device.Node.Parent is not { } bus || device.Node.FindProperty("reg") is not { } reg || !IsMemoryMapped(bus))
        {
            return null;
        }

        BusReading<RegEntry> reading = device.Node.ReadReg();
        if (!reading.IsComplete)
        {
            return BoardDiagnostics.UnreadableRegisters(reg.Span, device, reg.Value.Length, CellCounts.Of(bus));
        }

        if (reading.Entries.Any(static entry => entry.Size == 0))
        {
            return BoardDiagnostics.EmptyRegisters(reg.Span, device);
        }

        return device.Registers.Length < reading.Entries.Length && !Board.IsBelowController(device.Node)
            ? BoardDiagnostics.RegistersOutsideBus(reg.Span, device)
            : null;
    }

    private static Diagnostic? CheckInterrupts(Board board, BoardDevice device)
    {
        if (device.Node.FindProperty("interrupts") is not { } interrupts || board.FindInterruptParent(device.Node) is not { } parent
            || CellCounts.Read(parent, "#interrupt-cells") is not (uint cells and > 0))
        {
            return null;
        }

        return interrupts.Value.IsEmpty || parent.ReadSpecifiers(interrupts.Value).Fault == BusFault.Length
            ? BoardDiagnostics.UnreadableInterrupts(interrupts.Span, device, interrupts.Value.Length, board[parent].Name, cells)
            : null;
    }

    /// <summary>
    /// Whether what is on a bus is reached by address: it gives sizes, and every bus up to the root is one that passes addresses on.
    /// </summary>
    private static bool IsMemoryMapped(DeviceTreeNode bus)
    {
        // Without sizes it is a bus of chips, and with three cells one of PCI, where a reg is no memory either.
        if (CellCounts.Of(bus) is { Size: 0 } or { Address: > 2 })
        {
            return false;
        }

        for (DeviceTreeNode level = bus; level.Parent is { } parent; level = parent)
        {
            bool passesOn = level.FindProperty("ranges") is not null
                || (level.TryGetValue("compatible", out PropertyValue? value)
                    && value.TryReadStrings(out ImmutableArray<string> names)
                    && names.Contains("simple-bus"));
            if (!passesOn)
            {
                return false;
            }
        }

        return true;
    }
}
