using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.DeviceTree.Model.Bus;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Requests;

/// <summary>The board's RAM as a project gives it, where the board's tree leaves that to the boot loader.</summary>
internal static class BoardMemory
{
    /// <summary>Writes the RAM into a board's tree, as the boot loader would.</summary>
    /// <param name="document">The board's tree, which is left as it is.</param>
    /// <param name="text">The property BoardMemory, <c>0x80000000:1G; 0x880000000:3G</c>; empty when it is not given.</param>
    /// <param name="pageSize">What the address and the size of a range must be multiples of, in bytes.</param>
    /// <param name="at">Where the project gives the property.</param>
    /// <param name="diagnostics">Takes what is wrong with the property.</param>
    /// <returns>A copy of the tree with the RAM; the tree itself without the property, or when that is wrong.</returns>
    public static DeviceTreeDocument Write(
        DeviceTreeDocument document, string text, ulong pageSize, SourceSpan at, ICollection<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(diagnostics);
        string[] entries = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (entries.Length == 0)
        {
            return document;
        }

        Diagnostic? wrong = FindMemory(document) is (DeviceTreeNode node, AddressRange range)
            ? PartitionDiagnostics.BoardHasMemory(at, node, range)
            : FindFault(entries, CellCounts.Of(document.Root), pageSize) is { } fault
            ? PartitionDiagnostics.InvalidBoardMemory(at, fault)
            : null;
        if (wrong is not null)
        {
            diagnostics.Add(wrong);
            return document;
        }

        DeviceTreeDocument copy = document.Clone();
        Write(copy, [.. entries.Select(static entry => Read(entry)!.Value)]);
        return copy;
    }

    /// <summary>The first RAM that a tree gives itself.</summary>
    private static (DeviceTreeNode Node, AddressRange Range)? FindMemory(DeviceTreeDocument document)
    {
        foreach (DeviceTreeNode node in BoardReader.MemoryNodes(document))
        {
            if (AddressTranslation.ReadRegisters(node) is [AddressRange first, ..])
            {
                return (node, first);
            }
        }

        return null;
    }

    private static string? FindFault(string[] entries, CellCounts counts, ulong pageSize)
    {
        var before = new List<(string Entry, AddressRange Range)>();
        foreach (string entry in entries)
        {
            if (Read(entry) is not AddressRange range)
            {
                return $"'{entry}' is not such a range";
            }

            string? fault = range.Size == 0 ? $"The size of '{entry}' is 0"
                : range.Last < range.Start ? $"'{entry}' ends after the last address of 64 bits"
                : range.Start % pageSize != 0 || range.Size % pageSize != 0
                    ? $"'{entry}' does not consist of whole pages of {new ByteSize(pageSize)}"
                : !counts.CanHold(range)
                    ? $"'{entry}' does not fit into reg, with #address-cells {counts.Address} and #size-cells {counts.Size} of '/'"
                : before.Find(other => other.Range.Overlaps(range)).Entry is { } other ? $"'{other}' and '{entry}' overlap"
                : null;
            if (fault is not null)
            {
                return fault;
            }

            before.Add((entry, range));
        }

        return null;
    }

    /// <summary>Reads <c>base:size</c>; a range may still end after the last address.</summary>
    private static AddressRange? Read(string entry) =>
        entry.Split(':') is [string start, string size]
            && ByteSize.TryParse(start, out ByteSize first)
            && ByteSize.TryParse(size, out ByteSize length)
            ? new(first.Bytes, length.Bytes)
            : null;

    private static void Write(DeviceTreeDocument document, ImmutableArray<AddressRange> ranges)
    {
        DeviceTreeNode root = document.Root;
        DeviceTreeNode[] nodes = [.. BoardReader.MemoryNodes(document)];
        DeviceTreeNode memory = nodes.FirstOrDefault() ?? root.AddChild(new DeviceTreeNode($"memory@{ranges[0].Start:x}"));
        CellCounts counts = CellCounts.Of(root);
        memory.SetProperty("device_type", PropertyValue.FromStrings("memory"));
        memory.SetProperty("reg", PropertyValue.FromCells(
        [
            .. ranges.SelectMany(range =>
                AddressCells.Split(range.Start, counts.Address).Concat(AddressCells.Split(range.Size, counts.Size))),
        ]));

        // All the RAM is in the first node; the others would stay empty.
        foreach (DeviceTreeNode empty in nodes.Skip(1).Where(static node => node.Phandle is null))
        {
            root.RemoveChild(empty);
        }
    }
}
