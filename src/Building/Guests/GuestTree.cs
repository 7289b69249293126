using Partition.DeviceTree.Blob;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;

namespace Partition.Building.Guests;

/// <summary>The tree of a guest as its kernel reads it.</summary>
internal sealed class GuestTree
{
    private readonly Board _board;

    /// <summary>Takes a tree.</summary>
    public GuestTree(DeviceTreeDocument document)
    {
        _board = Board.Read(document);
        Devices = [.. _board.Devices.Where(device => _board.FindDisabled(device.Node) is null)];
    }

    /// <summary>All nodes that Linux makes devices of: enabled, as are all that they are in.</summary>
    public IReadOnlyList<BoardDevice> Devices { get; }

    /// <summary>The CPUs.</summary>
    public IEnumerable<BoardDevice> Cpus => _board.Cpus.Select(cpu => _board[cpu]);

    /// <summary>The kernel's arguments in the tree; empty for none.</summary>
    public string Arguments => ReadChosen("bootargs");

    /// <summary>What the tree names as the console, without options; empty for none.</summary>
    public string Console => ReadChosen("stdout-path").Split(':')[0];

    /// <summary>Whether the tree has the node of the console.</summary>
    public bool HasConsole => _board.FindConsole() is not null;

    /// <summary>Reads a tree's file.</summary>
    /// <returns>The tree; <see langword="null"/> when the file is not one.</returns>
    public static GuestTree? Read(ReadOnlySpan<byte> blob) => DeviceTreeBlob.Read(blob).Document is { } document ? new(document) : null;

    /// <summary>The numbers N of a device's aliases <c>serialN</c>; none when it has none.</summary>
    public int? SerialNumberOf(BoardDevice device) => SerialPorts.FindNumber(_board, device);

    private string ReadChosen(string property) =>
        _board.Document.FindByPath("/chosen") is { } chosen
        && chosen.TryGetValue(property, out PropertyValue? value)
        && value.TryReadString(out string text)
            ? text
            : "";
}
