using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Tests.Support;

/// <summary>A hypervisor that gives real devices to guests whose memory lies anywhere, and prints on the board's console.</summary>
internal sealed class HypervisorPolicy : IOwnershipPolicy
{
    public string Name => "The hypervisor";

    public bool MapsMemoryIdentically => false;

    public bool RunsGuestsTogether => true;

    public bool AnswersForStubs { get; init; }

    /// <summary>What is imitated for each guest, by <c>compatible</c>.</summary>
    public IReadOnlyCollection<string> Imitated { get; init; } = [];

    public bool DrivesIommu(BoardDevice iommu) => iommu.Compatible.Contains("arm,smmu-v2");

    public DeviceAccess Resolve(Board board, BoardDevice device) =>
        device.Compatible.Any(Imitated.Contains) ? DeviceAccess.Emulated : DeviceAccess.Passthrough;

    public IEnumerable<(AddressRange Range, string Use)> FindOwnMemory(Board board) =>
        board.Memory.IsEmpty ? [] : [(new(board.Memory[^1].Last - 0xf_ffff, 0x10_0000), "its image")];

    public string? FindOwnUse(Board board, BoardDevice device) => device.Node == board.FindConsole() ? "its console" : null;
}
