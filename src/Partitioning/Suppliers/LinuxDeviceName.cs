using System.Globalization;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Suppliers;

/// <summary>Works out how Linux names the device of a node: in <c>clk_summary</c>, and below <c>/sys/bus/*/devices</c>.</summary>
/// <remarks>
/// drivers/of/device.c: the address of the registers and the node's name; a node without registers has its name after that of the node
/// above. drivers/i2c/i2c-core-base.c and drivers/spi/spi.c: the number of the bus, which an alias gives, and the address on it.
/// </remarks>
internal static class LinuxDeviceName
{
    private static readonly string[] s_buses = ["i2c", "spi"];

    /// <summary>The name of a node's device; <see langword="null"/> when the number of its bus is not known.</summary>
    public static string? Of(Board board, DeviceTreeNode node) =>
        FindBus(board, node) is not { } bus ? OfPlatformDevice(board, node)
        : FindNumber(board, node.Parent!, bus) is { } number && node.FindProperty("reg")?.Value.TryReadCell(out uint address) == true
            ? bus == "i2c"
                ? string.Create(CultureInfo.InvariantCulture, $"{number}-{address:x4}")
                : string.Create(CultureInfo.InvariantCulture, $"spi{number}.{address}")
        : null;

    /// <summary>The kind of the bus that a node is on, <c>i2c</c> or <c>spi</c>; <see langword="null"/> for any other.</summary>
    public static string? FindBus(Board board, DeviceTreeNode node) => node.Parent is { } parent && node.FindProperty("reg") is not null
        ? Array.Find(s_buses, bus => parent.BaseName == bus || FindNumber(board, parent, bus) is not null)
        : null;

    private static string? FindNumber(Board board, DeviceTreeNode bus, string kind) => board.Document.FindByPath("/aliases")?.Properties
        .Where(alias => alias.Name.StartsWith(kind, StringComparison.Ordinal)
            && alias.Name.Length > kind.Length
            && alias.Name[kind.Length..].All(char.IsAsciiDigit)
            && board.FindByAlias(alias.Name) == bus)
        .Select(alias => alias.Name[kind.Length..])
        .FirstOrDefault();

    private static string OfPlatformDevice(Board board, DeviceTreeNode node)
    {
        string name = "";
        foreach (DeviceTreeNode level in node.AncestorsAndSelf().Where(static level => level.Parent is not null))
        {
            string after = name.Length == 0 ? "" : ":" + name;
            if (level.FindProperty("reg") is not null && board[level].Registers is [AddressRange first, ..])
            {
                return string.Create(CultureInfo.InvariantCulture, $"{first.Start:x}.{level.BaseName}{after}");
            }

            name = level.Name + after;
        }

        return name;
    }
}
