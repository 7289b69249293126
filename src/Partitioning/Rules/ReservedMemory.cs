using System.Globalization;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Rules;

/// <summary>A stretch of the board's RAM that is not for guests.</summary>
/// <param name="Range">The stretch.</param>
/// <param name="What">What it is for.</param>
/// <param name="Span">Where the tree says so.</param>
internal readonly record struct ReservedMemory(AddressRange Range, string What, SourceSpan Span)
{
    /// <summary>Whether the hypervisor takes it, and not the board's tree.</summary>
    public bool IsOfHypervisor { get; init; }

    /// <summary>Every stretch that is taken: by <c>/reserved-memory</c>, by the memory reservation block, and by the hypervisor.</summary>
    /// <remarks>A reservation without <c>reg</c> has no place yet; the operating system chooses one.</remarks>
    public static IEnumerable<ReservedMemory> Of(PartitionPlan plan)
    {
        Board board = plan.Board;
        foreach ((AddressRange range, string use) in plan.Request.Policy.FindOwnMemory(board))
        {
            yield return new(range, $"what {plan.Request.Policy.Name} needs for {use}", SourceSpan.None) { IsOfHypervisor = true };
        }

        foreach (BoardDevice reservation in board.Devices.Where(static device => device.IsReservation))
        {
            foreach (AddressRange range in reservation.Registers)
            {
                yield return new(range, $"'{reservation.Name}' ({reservation.Node.Path})", reservation.Node.Span);
            }
        }

        foreach (MemoryReservation reservation in board.Document.MemoryReservations.Where(static reservation => reservation.Size > 0))
        {
            yield return new(
                new(reservation.Address, reservation.Size),
                string.Create(CultureInfo.InvariantCulture, $"/memreserve/ 0x{reservation.Address:x}"),
                SourceSpan.None);
        }
    }
}
