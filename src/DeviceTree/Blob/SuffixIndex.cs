namespace Partition.DeviceTree.Blob;

/// <summary>Where each tail of the strings of a block is, by its hash and length: looking for a name in a large block takes no longer
/// than in a small one.</summary>
internal sealed class SuffixIndex
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    private readonly Dictionary<(ulong Hash, int Length), int> _offsets = [];

    /// <summary>Notes all tails of the strings from a place on; those that were noted before keep their place.</summary>
    /// <param name="block">The block; each string in it ends with a NUL.</param>
    /// <param name="start">Where the first new string begins.</param>
    public void Add(ReadOnlySpan<byte> block, int start)
    {
        for (int end = block[start..].IndexOf((byte)0); end >= 0; end = block[start..].IndexOf((byte)0))
        {
            ulong hash = 0;
            for (int i = end - 1; i >= 0; i--)
            {
                hash = Next(hash, block[start + i]);
                _offsets.TryAdd((hash, end - i), start + i);
            }

            _offsets.TryAdd((0, 0), start + end);
            start += end + 1;
        }
    }

    /// <summary>Finds the lowest offset of a string with its NUL.</summary>
    /// <returns>The place, which may be that of another string of the same hash, or -1.</returns>
    public int Find(ReadOnlySpan<byte> text)
    {
        ulong hash = 0;
        for (int i = text.Length - 1; i >= 0; i--)
        {
            hash = Next(hash, text[i]);
        }

        return _offsets.GetValueOrDefault((hash, text.Length), -1);
    }

    private static ulong Next(ulong hash, byte value) => (hash ^ value) * Multiplier ^ (hash >> 29);
}
