using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Xvisor;

/// <summary>An imitated serial port that is joined to one of the board's: Xvisor carries the characters between them.</summary>
/// <param name="Guest">The guest.</param>
/// <param name="Port">The imitation.</param>
/// <param name="Host">The board's port.</param>
internal sealed record SerialBinding(GuestPlan Guest, OwnedDevice Port, BoardDevice Host)
{
    /// <summary>The command that joins them; the board's port has the name of its node.</summary>
    public string Command
    {
        get
        {
            string name = AddressSpace.NameOf(Port.Device);
            return $"vsdaemon create chardev {Guest.Name}/{name} {Guest.Name}-{name} {Host.Node.Name}";
        }
    }

    /// <summary>The ports of a guest that are joined to some of the board's.</summary>
    public static ImmutableArray<SerialBinding> Of(GuestPlan plan) =>
    [
        .. plan.Devices.Where(static owned => owned.Backend.Length > 0 && IsSerial(owned))
            .Select(owned => (Owned: owned, Host: FindHost(plan.Board, owned.Backend)))
            .Where(static pair => pair.Host is not null)
            .Select(pair => new SerialBinding(plan, pair.Owned, pair.Host!)),
    ];

    /// <summary>Whether the guest has an imitation of a serial port.</summary>
    public static bool IsSerial(OwnedDevice owned) => owned.Resolved == DeviceAccess.Emulated && IsSerial(owned.Device);

    /// <summary>Finds a serial port of the board by its label, path or alias.</summary>
    /// <returns>The port, or <see langword="null"/> when there is none of the name that is switched on.</returns>
    public static BoardDevice? FindHost(Board board, string name)
    {
        const string alias = "alias:";
        DeviceTreeNode? node = name.StartsWith(alias, StringComparison.Ordinal)
            ? board.FindByAlias(name[alias.Length..])
            : board.FindByReference(name);
        return node is not null && board[node] is { IsEnabled: true } device && IsSerial(device) ? device : null;
    }

    private static bool IsSerial(BoardDevice device) => EmulatorTable.Find(device.Compatible, ordinal: 0)?.DeviceType == "serial";
}
