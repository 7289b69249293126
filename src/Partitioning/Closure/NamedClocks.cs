using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;

namespace Partition.Partitioning.Closure;

/// <summary>Finds the fixed clocks that the driver of a clock controller takes by their names, which no reference shows.</summary>
/// <remarks>
/// Linux, include/linux/clk-provider.h: a driver names the parents of its clocks by the global names of these. Rockchip's controllers find
/// <c>xin24m</c> so, those of MediaTek <c>clk26m</c>. A controller that lists its clocks takes by name at most what nothing refers to.
/// </remarks>
/// <param name="board">The board.</param>
internal sealed class NamedClocks(Board board)
{
    private const string FixedClock = "fixed-clock";

    private readonly DeviceTreeNode[] _fixed =
    [
        .. board.Devices
            .Where(device => device.Role == DeviceRole.Passive
                && device.Compatible.Contains(FixedClock)
                && board.FindDisabled(device.Node) is null)
            .Select(static device => device.Node),
    ];

    private HashSet<DeviceTreeNode>? _referenced;

    /// <summary>The fixed clocks that a controller may take by name; none for a node that is not a clock controller.</summary>
    public IEnumerable<DeviceTreeNode> Of(DeviceTreeNode node) =>
        !IsController(board[node]) ? []
        : node.FindProperty("clocks") is null ? _fixed
        : _fixed.Where(clock => !(_referenced ??= FindReferenced()).Contains(clock));

    /// <summary>Whether a node makes clocks of others by registers of its own, or by those of the system controller above it.</summary>
    public static bool IsController(BoardDevice device) =>
        device.Node.FindProperty("#clock-cells") is not null
        && device.Role != DeviceRole.Frame
        && (!device.Registers.IsEmpty || Board.IsBelowController(device.Node));

    private HashSet<DeviceTreeNode> FindReferenced() =>
    [
        .. from node in board.Document.Nodes
           from property in node.Properties
           from reference in board.FindPhandles(node, property)
           select reference.Target,
    ];
}
