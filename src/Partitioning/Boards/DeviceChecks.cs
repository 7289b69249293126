using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Units;

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

        CellCounts counts = CellCounts.Below(bus);
        int entry = sizeof(uint) * (counts.Address + counts.Size);
        if (reg.Value.IsEmpty || reg.Value.Length % entry != 0)
        {
            return BoardDiagnostics.UnreadableRegisters(reg.Span, device, reg.Value.Length, counts);
        }

        reg.Value.TryReadCells(out ImmutableArray<uint> cells);
        AddressRange[] ranges = [.. AddressTranslation.ReadPairs(cells, counts)];
        if (ranges.Any(static range => range.Size == 0))
        {
            return BoardDiagnostics.EmptyRegisters(reg.Span, device);
        }

        return device.Registers.Length < ranges.Length && !Board.IsBelowController(device.Node) ? BoardDiagnostics.RegistersOutsideBus(reg.Span, device) : null;
    }

    private static Diagnostic? CheckInterrupts(Board board, BoardDevice device)
    {
        if (device.Node.FindProperty("interrupts") is not { } interrupts || board.FindInterruptParent(device.Node) is not { } parent
            || CellCounts.Read(parent, "#interrupt-cells") is not (int cells and > 0))
        {
            return null;
        }

        return interrupts.Value.IsEmpty || interrupts.Value.Length % (sizeof(uint) * cells) != 0
            ? BoardDiagnostics.UnreadableInterrupts(interrupts.Span, device, interrupts.Value.Length, board[parent].Name, cells)
            : null;
    }

    /// <summary>Whether what is on a bus is reached by address: it gives sizes, and every bus up to the root is one that passes addresses on.</summary>
    private static bool IsMemoryMapped(DeviceTreeNode bus)
    {
        // Without sizes it is a bus of chips, and with three cells one of PCI, where a reg is no memory either.
        if (CellCounts.Below(bus) is { Size: 0 } or { Address: > 2 })
        {
            return false;
        }

        for (DeviceTreeNode level = bus; level.Parent is { } parent; level = parent)
        {
            bool passesOn = level.FindProperty("ranges") is not null
                || (level.TryGetValue("compatible", out PropertyValue? value) && value.TryReadStrings(out ImmutableArray<string> names) && names.Contains("simple-bus"));
            if (!passesOn)
            {
                return false;
            }
        }

        return true;
    }
}
