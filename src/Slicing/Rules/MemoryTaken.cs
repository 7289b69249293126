using System.Globalization;
using Partition.DeviceTree;

namespace Partition.Slicing;

/// <summary>A stretch of the board's RAM that is not for guests.</summary>
/// <param name="Range">The stretch.</param>
/// <param name="What">What it is for.</param>
/// <param name="Span">Where the tree says so.</param>
internal readonly record struct MemoryTaken(AddressRange Range, string What, SourceSpan Span)
{
    /// <summary>Every stretch that a board's tree takes: <c>/reserved-memory</c> and the memory reservation block.</summary>
    /// <remarks>A reservation without <c>reg</c> has no place yet; the operating system chooses one.</remarks>
    public static IEnumerable<MemoryTaken> Of(Board board)
    {
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
