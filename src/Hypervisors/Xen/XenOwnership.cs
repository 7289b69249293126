using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xen;

/// <summary>What Xen makes of a board's devices: the hardware itself for one guest, or nothing.</summary>
internal sealed class XenOwnership : IOwnershipPolicy
{
    private static readonly string[] s_interruptParts = ["arm,gic-v2m-frame", "arm,gic-v3-its"];

    public static XenOwnership Instance { get; } = new();

    public string Name => "Xen";

    public bool MapsMemoryIdentically => false;

    public bool RunsGuestsTogether => true;

    public bool AnswersForStubs => false;

    public bool ImitatesDevices => false;

    public bool PlacesMemory => false;

    public ulong? GuestMemoryBase => GuestLayout.MemoryStart;

    public DeviceAccess Resolve(Board board, BoardDevice device) => DeviceAccess.Passthrough;

    /// <summary>It moves itself to the end of RAM, and no guest has a place of its own there that it could be in the way of.</summary>
    public IEnumerable<(AddressRange Range, string Use)> FindOwnMemory(Board board) => [];

    public string? FindOwnUse(Board board, BoardDevice device) =>
        device.Node == board.FindConsole() ? "its console"
        : device.Node.FindProperty("#iommu-cells") is not null ? "the IOMMU that keeps guests apart"
        : device.Compatible.Any(s_interruptParts.Contains) ? "a part of its interrupt controller"
        : null;
}
