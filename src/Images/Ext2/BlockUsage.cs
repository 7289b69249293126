namespace Partition.Images.Ext2;

/// <summary>Bits by group, blocks or inodes; a group takes memory from its first bit on.</summary>
internal sealed class BlockUsage(int groupSize)
{
    private readonly Dictionary<long, byte[]> _groups = [];

    /// <summary>Sets a bit.</summary>
    /// <param name="index">Counted from the first bit of the first group.</param>
    /// <returns>Whether it was clear.</returns>
    public bool Add(long index)
    {
        if (!_groups.TryGetValue(index / groupSize, out byte[]? bits))
        {
            _groups.Add(index / groupSize, bits = new byte[groupSize / 8 + 1]);
        }

        int bit = (int)(index % groupSize);
        bool isNew = (bits[bit / 8] & (1 << (bit % 8))) == 0;
        bits[bit / 8] |= (byte)(1 << (bit % 8));
        return isNew;
    }

    public bool Has(long index) =>
        _groups.TryGetValue(index / groupSize, out byte[]? bits)
            && (bits[index % groupSize / 8] & (1 << (int)(index % groupSize % 8))) != 0;

    /// <summary>How many of the first bits of a group are set.</summary>
    public int CountIn(long group, int count)
    {
        int set = 0;
        for (int bit = 0; _groups.ContainsKey(group) && bit < count; bit++)
        {
            set += Has(group * groupSize + bit) ? 1 : 0;
        }

        return set;
    }
}
