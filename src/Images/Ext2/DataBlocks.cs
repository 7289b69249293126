namespace Partition.Images;

/// <summary>Which blocks of a content have bytes in them and which are holes, that is, blocks of zeros that take no room.</summary>
internal sealed class DataBlocks
{
    private readonly long[] _starts;
    private readonly long[] _ends;
    private readonly long[] _before;

    private DataBlocks(long[] starts, long[] ends)
    {
        _starts = starts;
        _ends = ends;
        _before = new long[starts.Length + 1];
        for (int i = 0; i < starts.Length; i++)
        {
            _before[i + 1] = _before[i] + ends[i] - starts[i];
        }
    }

    /// <summary>How many blocks have bytes in them.</summary>
    public long Count => _before[^1];

    /// <summary>A content without holes.</summary>
    public static DataBlocks All(long count) => count == 0 ? new DataBlocks([], []) : new DataBlocks([0], [count]);

    /// <summary>A content whose blocks lie in runs, given in rising order; <c>[Start..End)</c> in blocks.</summary>
    public static DataBlocks Of(IReadOnlyList<(long Start, long End)> runs) =>
        new([.. runs.Select(static run => run.Start)], [.. runs.Select(static run => run.End)]);

    public bool Has(long block)
    {
        int run = RunAtOrBefore(block);
        return run >= 0 && block < _ends[run];
    }

    /// <summary>How many of the blocks <c>[from..to)</c> have bytes in them.</summary>
    public long CountIn(long from, long to) => CountBefore(to) - CountBefore(from);

    /// <summary>The longest run from a block on that is all data or all hole, within <c>[from..to)</c>.</summary>
    public (long End, bool IsData) RunFrom(long from, long to)
    {
        int run = RunAtOrBefore(from);
        if (run >= 0 && from < _ends[run])
        {
            return (Math.Min(to, _ends[run]), true);
        }

        return (run + 1 < _starts.Length ? Math.Min(to, _starts[run + 1]) : to, false);
    }

    private long CountBefore(long block)
    {
        int run = RunAtOrBefore(block);
        return run < 0 ? 0 : _before[run] + Math.Min(block, _ends[run]) - _starts[run];
    }

    private int RunAtOrBefore(long block)
    {
        if (_starts.Length == 1)
        {
            return block >= _starts[0] ? 0 : -1;
        }

        int found = Array.BinarySearch(_starts, block);
        return found >= 0 ? found : ~found - 1;
    }
}
