using Partition.Partitioning.Boards;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Model;

/// <summary>What a hypervisor makes of a plan: which devices are real, which it keeps for itself, where guests' memory lies.</summary>
internal interface IOwnershipPolicy
{
    /// <summary>The name that messages use: <c>Xvisor</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Whether a guest's addresses of RAM are those of the board, so that a device can write where its driver tells it to.
    /// </summary>
    bool MapsMemoryIdentically { get; }

    /// <summary>Whether guests run at the same time, so that their memory and CPUs must not collide.</summary>
    bool RunsGuestsTogether { get; }

    /// <summary>Whether guests must be kept apart; not when each of them has the board for itself while it runs.</summary>
    bool KeepsGuestsApart => true;

    /// <summary>
    /// Whether it keeps a device for itself so that no guest's tree has the device or references to it: an IOMMU, the part of the interrupt
    /// controller that takes messages. Such a device is not a need of a guest, and a list of everything does not mean it.
    /// </summary>
    bool Hides(BoardDevice device) => false;

    /// <summary>
    /// Whether a list of everything means a device: not when the hypervisor can give it to no guest, which only a list that names the
    /// device is told.
    /// </summary>
    bool IsOffered(Board board, BoardDevice device) => !Hides(device);

    /// <summary>Whether a guest sees a device at other addresses than the board's, because its RAM is at those.</summary>
    bool Moves(GuestPlan guest, BoardDevice device) => false;

    /// <summary>Whether it programs an IOMMU, so that its devices reach only their guest's memory.</summary>
    bool DrivesIommu(BoardDevice iommu) => false;

    /// <summary>
    /// Whether something answers at the addresses of a device of <see cref="DeviceAccess.Stub"/>. Where nothing does, the guest's tree
    /// gets a stand-in without addresses: a fixed clock, a fixed regulator.
    /// </summary>
    bool AnswersForStubs { get; }

    /// <summary>
    /// Whether a controller only watches interrupt lines that the generic interrupt controller has as well, so that guests have them from
    /// that one and do not need the controller for its lines.
    /// </summary>
    bool BypassesInterruptController(BoardDevice controller) => false;

    /// <summary>Whether a guest's calls of the board's firmware (SMC) get there, beside those for power (PSCI).</summary>
    bool PassesFirmwareCalls => true;

    /// <summary>
    /// Whether the trees of guests can have reservations of RAM, so that guests keep out of those of the board in their own.
    /// </summary>
    bool WritesReservations => true;

    /// <summary>Whether it can imitate devices, so that messages may offer that as a way out.</summary>
    bool ImitatesDevices => true;

    /// <summary>
    /// What it needs to place a guest's RAM where the project says, for a message that offers that; <see langword="null"/> for nothing.
    /// </summary>
    string? MemoryPlacementNeeds => null;

    /// <summary>
    /// Where the RAM of every guest begins, at guest addresses, when the project does not say; <see langword="null"/> for where the
    /// board's begins.
    /// </summary>
    ulong? GuestMemoryBase => null;

    /// <summary>
    /// What <see cref="DeviceAccess.Default"/> comes to for a device: <see cref="DeviceAccess.Passthrough"/> means the hardware itself.
    /// </summary>
    DeviceAccess Resolve(Board board, BoardDevice device);

    /// <summary>
    /// The stretches of the board's RAM that the hypervisor itself surely needs, with what each is for: <c>its image</c>.
    /// </summary>
    IEnumerable<(AddressRange Range, string Use)> FindOwnMemory(Board board);

    /// <summary>
    /// What the hypervisor itself uses a device for, such as <c>its console</c>; <see langword="null"/> when it leaves it alone.
    /// </summary>
    string? FindOwnUse(Board board, BoardDevice device);
}
