using Partition.DeviceTree.Model;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xvisor;

/// <summary>What Xvisor makes of a board's devices: it imitates what it can, and what it cannot reads as zero.</summary>
internal sealed class XvisorOwnership : IOwnershipPolicy
{
    private const string Timer = "arm,sp804";

    /// <summary>What its image and tables take at least, in bytes.</summary>
    private const ulong SmallestImage = 16 << 20;

    public static XvisorOwnership Instance { get; } = new();

    public string Name => "Xvisor";

    public bool MapsMemoryIdentically => false;

    public bool RunsGuestsTogether => true;

    public bool AnswersForStubs => true;

    public DeviceAccess Resolve(Board board, BoardDevice device) =>
        device.IsPlainMemory || EmulatorTable.Find(device.Compatible, ordinal: 0) is not null ? DeviceAccess.Emulated : DeviceAccess.Stub;

    /// <summary>Boot loaders and QEMU put it near the beginning of RAM, and it stays there with its tables.</summary>
    public IEnumerable<(AddressRange Range, string Use)> FindOwnMemory(Board board) =>
        board.Memory.IsEmpty ? [] : [(new(board.Memory[0].Start, SmallestImage), "its image")];

    /// <summary>The console that it prints on, and the timer that it takes for its clock: the first one that is not switched off.</summary>
    public string? FindOwnUse(Board board, BoardDevice device) =>
        device.Node == ConsoleOf(board) ? "its console"
        : device.Compatible.Contains(Timer) && device.Node == FirstTimer(board) ? "its clock"
        : null;

    private static DeviceTreeNode? ConsoleOf(Board board) =>
        board.Document.FindByPath("/chosen")?.FindProperty("console")?.Value.TryReadString(out string path) == true
            ? board.Document.FindByPath(path)
            : board.FindConsole();

    private static DeviceTreeNode? FirstTimer(Board board) =>
        board.Devices.FirstOrDefault(static device => device.IsEnabled && device.Compatible.Contains(Timer))?.Node;
}
