using System.Globalization;

namespace Partition.Partitioning.Tests.RawTrees;

/// <summary>Where a node's registers are for the processor: Devicetree Specification v0.4, sections 2.3.6 and 2.3.8.</summary>
internal static class RawAddresses
{
    private const string Unreachable = "unreachable";

    /// <summary>Each entry of <c>reg</c> as <c>start+size</c> in hexadecimal, or <c>unreachable</c>.</summary>
    public static string[] Of(RawNode node)
    {
        if (node.Parent is not { } bus)
        {
            return [];
        }

        uint[] reg = node.Cells("reg");
        (int address, int size) = (AddressCells(bus), SizeCells(bus));
        return address + size == 0 ? [] : [.. reg.Chunk(address + size).Where(entry => entry.Length == address + size).Select(entry =>
        {
            UInt128 length = Number(entry[address..]);
            return length != 0 && ToProcessor(Number(entry[..address]), bus) is UInt128 start ? Show(start, length) : Unreachable;
        })];
    }

    /// <summary>What of a node the processor reaches.</summary>
    public static IEnumerable<string> ReachableOf(RawNode node) => Of(node).Where(static text => text != Unreachable);

    /// <summary>How an address and a size are written here.</summary>
    public static string Show(UInt128 start, UInt128 size) => string.Create(CultureInfo.InvariantCulture, $"{start:x}+{size:x}");

    private static UInt128? ToProcessor(UInt128 address, RawNode bus)
    {
        for (; bus.Parent is { } above; bus = above)
        {
            if (!bus.Properties.ContainsKey("ranges"))
            {
                return null;
            }

            uint[] ranges = bus.Cells("ranges");
            if (ranges.Length == 0)
            {
                continue;
            }

            (int child, int parent, int size) = (AddressCells(bus), AddressCells(above), SizeCells(bus));
            uint[]? window = ranges.Chunk(child + parent + size).FirstOrDefault(entry => entry.Length == child + parent + size
                && Number(entry[..child]) is UInt128 start && address >= start && address - start < Number(entry[(child + parent)..]));
            if (window is null)
            {
                return null;
            }

            address = address - Number(window[..child]) + Number(window[child..(child + parent)]);
        }

        return address;
    }

    private static int AddressCells(RawNode bus) => bus.Count("#address-cells", 2);

    private static int SizeCells(RawNode bus) => bus.Count("#size-cells", 1);

    private static UInt128 Number(uint[] cells) => cells.Aggregate(UInt128.Zero, static (number, cell) => (number << 32) | cell);
}
