using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Survey;

/// <summary>How every board is divided: the same question to all of them.</summary>
/// <param name="Name">Its name at the command line.</param>
/// <param name="Divide">
/// Makes the lists of devices of the guests; <see langword="null"/> for a board that has not what the recipe asks for.
/// </param>
internal sealed record Recipe(string Name, Func<Board, IOwnershipPolicy, string[]?> Divide)
{
    private static readonly string[][] s_kinds =
    [
        ["mmc", "ethernet"],
        ["can", "spi"],
        ["i2c", "serial"],
    ];

    /// <summary>All recipes.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        new(
            "everything",
            static (board, policy) => [string.Join("; ", ["*", .. UsedByHypervisor(board, policy).Select(static path => "!" + path)])]),
        new("one-port", static (board, policy) => Ports(board, policy) is [string port, ..] ? [port] : null),
        new("two-ports", static (board, policy) => Ports(board, policy) is [string one, string other, ..] ? [one, other] : null),
        new("three-guests", ThreeGuests),
    ];

    /// <summary>The serial ports that a guest can have.</summary>
    private static string[] Ports(Board board, IOwnershipPolicy policy) =>
    [
        .. board.Devices
            .Where(device => device.Node.BaseName is "serial" or "uart" && IsFree(board, policy, device))
            .Select(static device => device.Node.Path),
    ];

    /// <summary>Storage and network; CAN or SPI; I2C and a serial port.</summary>
    private static string[]? ThreeGuests(Board board, IOwnershipPolicy policy)
    {
        string?[] FirstOf(string[] kinds) =>
        [
            .. kinds.Select(kind => board.Devices
                .FirstOrDefault(device => device.Node.BaseName == kind && IsFree(board, policy, device))?.Node.Path),
        ];

        string?[][] found = [.. s_kinds.Select(FirstOf)];
        string[] guests =
        [
            string.Join("; ", found[0].OfType<string>()),
            found[1].OfType<string>().FirstOrDefault() ?? "",
            string.Join("; ", found[2].OfType<string>()),
        ];
        return Array.TrueForAll(guests, static devices => devices.Length > 0) ? guests : null;
    }

    private static IEnumerable<string> UsedByHypervisor(Board board, IOwnershipPolicy policy) =>
        board.Devices
            .Where(device => policy.FindOwnUse(board, device)?.StartsWith("its console", StringComparison.Ordinal) == true)
            .Select(static device => device.Node.Path);

    private static bool IsFree(Board board, IOwnershipPolicy policy, BoardDevice device) =>
        device.Role == DeviceRole.Device
        && !device.Registers.IsEmpty
        && board.FindDisabled(device.Node) is null
        && policy.FindOwnUse(board, device) is null;
}
