namespace Partition.Partitioning.Units;

/// <summary>Finds what overlaps a range without looking at everything: a board has tens of thousands of ranges.</summary>
/// <typeparam name="T">What has a range.</typeparam>
internal sealed class RangeIndex<T>
{
    private readonly (AddressRange Range, int Order, T Item)[] _byStart;
    private readonly ulong[] _lastSoFar; // The last address of all ranges up to each: where it is too low, nothing before overlaps.

    /// <summary>Makes an index. Empty ranges overlap nothing.</summary>
    public RangeIndex(IEnumerable<(AddressRange Range, T Item)> items)
    {
        _byStart = [.. items
            .Select(static (item, order) => (item.Range, order, item.Item))
            .Where(static item => item.Range.Size > 0)
            .OrderBy(static item => item.Range.Start)];
        _lastSoFar = new ulong[_byStart.Length];
        ulong last = 0;
        for (int i = 0; i < _byStart.Length; i++)
        {
            last = Math.Max(last, _byStart[i].Range.Last);
            _lastSoFar[i] = last;
        }
    }

    /// <summary>Everything that overlaps a range, in the order in which it was given.</summary>
    public IEnumerable<T> FindOverlaps(AddressRange range) => Find(range)
        .OrderBy(static item => item.Order)
        .Select(static item => item.Item);

    /// <summary>Whether anything overlaps a range.</summary>
    public bool Overlaps(AddressRange range) => Find(range).Any();

    private IEnumerable<(AddressRange Range, int Order, T Item)> Find(AddressRange range)
    {
        for (int i = CountStartsUpTo(range.Last) - 1; i >= 0 && _lastSoFar[i] >= range.Start; i--)
        {
            if (_byStart[i].Range.Overlaps(range))
            {
                yield return _byStart[i];
            }
        }
    }

    private int CountStartsUpTo(ulong address)
    {
        int low = 0;
        int high = _byStart.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_byStart[middle].Range.Start <= address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
