using System.Globalization;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Requests;

namespace Partition.Partitioning;

/// <summary>Finds out why a board's tree has no range of RAM, and what to write.</summary>
internal static class MissingMemory
{
    private const string NodeAdvice =
        "A boot loader adds it. Give the range in the project; the board's manual has the address: <BoardMemory>ADDRESS:SIZE</BoardMemory>";

    /// <summary>Describes the lack at the node that must give the range.</summary>
    public static Diagnostic Describe(DeviceTreeDocument document)
    {
        DeviceTreeNode? memory = BoardReader.MemoryNodes(document).FirstOrDefault();
        CellCounts counts = CellCounts.Of(document.Root);
        return memory is null
            ? GuestDiagnostics.NoMemoryOnBoard(document.Root.Span, NodeAdvice)
            : GuestDiagnostics.NoMemoryOnBoard(memory.Span, AdviseRange(memory, counts));
    }

    private static string AdviseRange(DeviceTreeNode memory, CellCounts counts) => memory.ReadReg().Fault switch
    {
        BusFault.Length when memory.FindProperty("reg") is { Value.IsEmpty: false } reg =>
            $"'reg' of '{memory.Path}' must have {Cells(counts.Address)} of address and {Cells(counts.Size)} of size for each range, as "
            + $"#address-cells and #size-cells of '/' say, but has {Length(reg.Value)}. Correct reg.",
        BusFault.UnusableCellCount or BusFault.TooManyCells =>
            $"'reg' of '{memory.Path}' cannot be read with the #address-cells and #size-cells of '/'. Correct these.",
        BusFault.None when counts.Size == 0 =>
            $"'reg' of '{memory.Path}' has no size, because #size-cells of '/' is 0. Set it to 1 or 2.",
        _ => $"A boot loader fills '{memory.Path}' in. Give the range in the project; 1 GiB is: "
            + $"<BoardMemory>0x{AddressOf(memory):x}:1G</BoardMemory>",
    };

    /// <summary>The address that the node has already, in its <c>reg</c> or in its name.</summary>
    private static ulong AddressOf(DeviceTreeNode memory) =>
        memory.ReadReg().Entries.Select(static entry => (ulong)entry.Address).FirstOrDefault() is > 0 and var written
            ? written
            : ulong.TryParse(memory.UnitAddress, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong unit) ? unit
            : 0;

    private static string Length(PropertyValue value) => value.Length % 4 == 0 ? Cells((uint)value.Length / 4) : $"{value.Length} bytes";

    private static string Cells(uint number) => number == 1 ? "1 cell" : $"{number} cells";
}
