namespace Partition.Images.Ext2;

/// <summary>The arithmetic of direct and indirect blocks: 12 direct ones, then one, two and three levels of blocks of pointers.</summary>
/// <remarks>On the disk, every block of pointers precedes the blocks it points to, so that a file is one run of blocks. They are
/// there for holes also: Xvisor cannot do without them.</remarks>
internal readonly record struct BlockTree(int BlockSize)
{
    public const int Levels = 3;

    /// <summary>How many pointers a block holds.</summary>
    public long Pointers => BlockSize / 4;

    /// <summary>The longest file, in bytes: by its pointers, and by the 32-bit count of its 512-byte sectors.</summary>
    public long MaxLength
    {
        get
        {
            long byPointers = InodeLayout.DirectBlocks + Capacity(1) + Capacity(2) + Capacity(3);
            long bySectors = uint.MaxValue / (BlockSize / 512);
            return bySectors >= byPointers + IndirectBlocks(byPointers)
                ? byPointers * BlockSize
                : (bySectors - IndirectBlocks(bySectors)) * BlockSize;
        }
    }

    /// <summary>The longest file without triple indirect blocks, in bytes.</summary>
    public long MaxLengthOfTwoLevels => (InodeLayout.DirectBlocks + Capacity(1) + Capacity(2)) * BlockSize;

    /// <summary>How many data blocks hang below a block of pointers of a level; 1 for level 0, a data block itself.</summary>
    public long Capacity(int level) => level == 0 ? 1 : Pointers * Capacity(level - 1);

    /// <summary>How many blocks of pointers a file of so many data blocks needs.</summary>
    public long IndirectBlocks(long dataBlocks)
    {
        long count = 0;
        long left = dataBlocks - InodeLayout.DirectBlocks;
        for (int level = 1; level <= Levels && left > 0; level++)
        {
            long below = Math.Min(left, Capacity(level));
            count += IndirectBlocksBelow(level, below);
            left -= below;
        }

        return count;
    }

    /// <summary>How many blocks of pointers there are in one tree of a level with so many data blocks, its own root included.</summary>
    public long IndirectBlocksBelow(int level, long dataBlocks)
    {
        long count = 0;
        for (int inner = 1; inner <= level; inner++)
        {
            count += Ext2Geometry.DivideUp(dataBlocks, Capacity(inner));
        }

        return count;
    }
}
