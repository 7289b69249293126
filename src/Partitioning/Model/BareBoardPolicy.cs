using Partition.Partitioning.Boards;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Model;

/// <summary>No hypervisor: every device is the board's own, and each guest runs on the board by itself.</summary>
internal sealed class BareBoardPolicy : IOwnershipPolicy
{
    private BareBoardPolicy()
    {
    }

    /// <summary>The policy for guests that something else keeps on the board at the same time.</summary>
    public static BareBoardPolicy Instance { get; } = new();

    /// <summary>The policy for guests that boot one at a time, each with the board to itself.</summary>
    public static BareBoardPolicy OneAtATime { get; } = new() { KeepsGuestsApart = false };

    /// <inheritdoc/>
    public bool KeepsGuestsApart { get; private init; } = true;

    /// <inheritdoc/>
    public string Name => "None";

    /// <inheritdoc/>
    public bool MapsMemoryIdentically => true;

    /// <inheritdoc/>
    public bool RunsGuestsTogether => false;

    /// <inheritdoc/>
    public bool AnswersForStubs => false;

    /// <inheritdoc/>
    public DeviceAccess Resolve(Board board, BoardDevice device) => DeviceAccess.Passthrough;

    /// <inheritdoc/>
    public IEnumerable<(AddressRange Range, string Use)> FindOwnMemory(Board board) => [];

    /// <inheritdoc/>
    public string? FindOwnUse(Board board, BoardDevice device) => null;
}
