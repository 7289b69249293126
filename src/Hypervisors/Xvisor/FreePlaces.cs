using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xvisor;

/// <summary>Addresses and interrupts that nothing of a guest's has, and no device of its board.</summary>
internal sealed class FreePlaces
{
    private const uint FirstInterrupt = 56; // Above what the firmware of any machine uses.

    private readonly List<AddressRange> _taken;
    private readonly HashSet<InterruptId> _interrupts;
    private ulong _next;

    public FreePlaces(GuestPlan plan, MachineProfile profile, IEnumerable<VirtioSlot> slots)
    {
        VirtioSlot[] own = [.. slots];
        _next = profile.VirtioStart;
        _taken =
        [
            plan.Memory,
            .. plan.Board.Devices.SelectMany(static device => device.Registers),
            .. own.Select(static slot => new AddressRange(slot.Address, XvisorLimits.PageSize)),
        ];
        _interrupts = [.. plan.Board.Devices.SelectMany(static device => device.Interrupts), .. own.Select(static slot => slot.Interrupt)];
    }

    /// <summary>The next page.</summary>
    public ulong TakeAddress()
    {
        var page = new AddressRange(_next, XvisorLimits.PageSize);
        while (_taken.Find(page.Overlaps) is { Size: > 0 } other)
        {
            page = page with { Start = other.RoundOutTo(XvisorLimits.PageSize).Last + 1 };
        }

        _next = page.Last + 1;
        return page.Start;
    }

    /// <summary>The next shared interrupt.</summary>
    public InterruptId TakeInterrupt()
    {
        uint number = FirstInterrupt;
        while (!_interrupts.Add(InterruptId.Shared(number)))
        {
            number++;
        }

        return InterruptId.Shared(number);
    }
}
