namespace Partition.Images.Ext2;

/// <summary>Which blocks of a content have bytes in them and which are holes, that is, blocks of zeros that take no room.</summary>
/// <remarks>A value, because there is one for each file and nearly all are without holes.</remarks>
internal readonly struct DataBlocks
{
    private readonly Runs? _runs;

    private DataBlocks(long count, Runs? runs)
    {
        Count = count;
        _runs = runs;
    }

    /// <summary>How many blocks have bytes in them.</summary>
    public long Count { get; }

    /// <summary>A content without holes.</summary>
    public static DataBlocks All(long count) => new(count, runs: null);

    /// <summary>A content whose blocks lie in runs, given in rising order; <c>[Start..End)</c> in blocks.</summary>
    public static DataBlocks Of(IReadOnlyList<(long Start, long End)> runs)
    {
        var found = new Runs(runs);
        return new(found.CountBefore(long.MaxValue), found);
    }

    public bool Has(long block) => _runs?.Has(block) ?? block < Count;

    /// <summary>How many of the blocks <c>[from..to)</c> have bytes in them.</summary>
    public long CountIn(long from, long to) =>
        _runs is { } runs ? runs.CountBefore(to) - runs.CountBefore(from) : Math.Min(to, Count) - Math.Min(from, Count);

    /// <summary>The longest run from a block on that is all data or all hole, within <c>[from..to)</c>.</summary>
    public (long End, bool IsData) RunFrom(long from, long to) => _runs?.From(from, to) ?? (to, true);

    private sealed class Runs
    {
        private readonly long[] _starts;
        private readonly long[] _ends;
        private readonly long[] _before;

        public Runs(IReadOnlyList<(long Start, long End)> runs)
        {
            _starts = [.. runs.Select(static run => run.Start)];
            _ends = [.. runs.Select(static run => run.End)];
            _before = new long[runs.Count];
            for (int i = 1; i < _before.Length; i++)
            {
                _before[i] = _before[i - 1] + _ends[i - 1] - _starts[i - 1];
            }
        }

        public bool Has(long block)
        {
            int run = AtOrBefore(block);
            return run >= 0 && block < _ends[run];
        }

        public long CountBefore(long block)
        {
            int run = AtOrBefore(block);
            return run < 0 ? 0 : _before[run] + Math.Min(block, _ends[run]) - _starts[run];
        }

        public (long End, bool IsData) From(long from, long to)
        {
            int run = AtOrBefore(from);
            if (run >= 0 && from < _ends[run])
            {
                return (Math.Min(to, _ends[run]), true);
            }

            return (run + 1 < _starts.Length ? Math.Min(to, _starts[run + 1]) : to, false);
        }

        private int AtOrBefore(long block)
        {
            int found = Array.BinarySearch(_starts, block);
            return found >= 0 ? found : ~found - 1;
        }
    }
}
