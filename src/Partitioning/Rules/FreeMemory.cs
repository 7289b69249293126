using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Rules;

/// <summary>Finds board addresses for the RAM of guests, for messages that propose one.</summary>
/// <remarks>
/// From the end of RAM down: boot loaders, hypervisors and the files of guests are at its beginning. What is proposed to one guest is not
/// proposed to the next, so that all proposals of a plan can be followed at once.
/// </remarks>
internal sealed class FreeMemory
{
    // 32-bit kernels run from any multiple of the first without a change; 64-bit ones from any of the second.
    private static readonly ulong[] s_alignments = [128 << 20, 2 << 20];

    private readonly Board _board;
    private readonly List<AddressRange> _taken;

    /// <summary>Takes what is free when a plan's guests have theirs.</summary>
    public FreeMemory(PartitionPlan plan)
    {
        _board = plan.Board;
        _taken =
        [
            .. ReservedMemory.Of(plan).Select(static taken => taken.Range),
            .. plan.Guests.Select(static guest => guest.HostMemory).OfType<AddressRange>(),
        ];
    }

    /// <summary>Takes a range for a guest.</summary>
    /// <param name="guest">The guest, which has no fixed place yet.</param>
    /// <param name="masters">Its devices that do DMA without an IOMMU, which must reach the range.</param>
    /// <returns>Where the range begins; <see langword="null"/> when nothing is free that is large enough.</returns>
    public ulong? Take(GuestPlan guest, IEnumerable<BoardDevice> masters)
    {
        IReadOnlyCollection<AddressRange> usable = [.. _board.Memory];
        foreach (AddressRange[] reach in masters.Select(static master => DmaTranslation.ReachOf(master.Node)?.ToArray())
            .OfType<AddressRange[]>())
        {
            usable =
            [
                .. usable.SelectMany(range => reach.Select(range.Intersect)).Where(static range => range.Size > 0),
            ];
        }

        foreach (ulong alignment in s_alignments)
        {
            foreach (AddressRange range in usable.OrderBy(static range => range.Start))
            {
                if (FindLast(range, guest.Memory.Size, alignment) is { } found)
                {
                    _taken.Add(found);
                    return found.Start;
                }
            }
        }

        return null;
    }

    private AddressRange? FindLast(AddressRange range, ulong size, ulong alignment)
    {
        for (UInt128 end = (UInt128)range.Start + range.Size; end >= (UInt128)range.Start + size;)
        {
            var place = new AddressRange((ulong)(end - size) / alignment * alignment, size);
            if (place.Start < range.Start)
            {
                return null;
            }

            if (_taken.Find(place.Overlaps) is not { Size: > 0 } other)
            {
                return place;
            }

            end = other.Start;
        }

        return null;
    }
}
