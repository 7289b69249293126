namespace Partition.Images.Ext2;

/// <summary>How a file system of a given size is divided into block groups, and where the room for data lies.</summary>
/// <remarks>A group is, in order: a copy of the superblock and of all descriptors (only in the groups 0, 1 and the powers of 3, 5 and 7),
/// a bitmap of its blocks, a bitmap of its inodes, its part of the inode table, and room for data.</remarks>
internal sealed class Ext2Geometry
{
    private const long MaxBlocks = uint.MaxValue;
    private const int BitmapBlocks = 2;

    private readonly long[] _dataBefore;
    private int _lastGroup;

    private Ext2Geometry(Ext2Options options, long blockCount, int groupCount, int inodesPerGroup)
    {
        BlockSize = options.BlockSize;
        InodeSize = options.InodeSize;
        BlockCount = blockCount;
        GroupCount = groupCount;
        InodesPerGroup = inodesPerGroup;
        _dataBefore = new long[groupCount + 1];
        for (int group = 0; group < groupCount; group++)
        {
            _dataBefore[group + 1] = _dataBefore[group] + BlocksIn(group) - Overhead(group);
        }
    }

    public int BlockSize { get; }

    public int InodeSize { get; }

    public long BlockCount { get; }

    public int GroupCount { get; }

    public int InodesPerGroup { get; }

    public long InodeCount => (long)InodesPerGroup * GroupCount;

    public int BlocksPerGroup => 8 * BlockSize;

    public int FirstDataBlock => BlockSize == 1024 ? 1 : 0;

    public int InodeTableBlocks => InodesPerGroup * InodeSize / BlockSize;

    public int DescriptorBlocks => DescriptorBlocksFor(GroupCount, BlockSize);

    /// <summary>How many blocks there are for data, in all groups.</summary>
    public long DataBlocks => _dataBefore[GroupCount];

    /// <summary>Divides a file system; <see langword="null"/> when it is too small for one group, too large, or cannot have that many
    /// inodes. A last group without room for data is left out.</summary>
    public static Ext2Geometry? TryMake(Ext2Options options, long blockCount, long inodes)
    {
        int blockSize = options.BlockSize;
        int inodeSize = options.InodeSize;
        int blocksPerGroup = 8 * blockSize;
        int first = blockSize == 1024 ? 1 : 0;
        blockCount = Math.Min(blockCount, MaxBlocks);
        for (long groups = DivideUp(blockCount - first, blocksPerGroup); groups > 0; groups--)
        {
            long inodesPerGroup = RoundUp(DivideUp(inodes, groups), Math.Max(8, blockSize / inodeSize));
            long fixedBlocks = BitmapBlocks + inodesPerGroup * inodeSize / blockSize;
            long copyBlocks = 1 + DescriptorBlocksFor(groups, blockSize);
            if (inodesPerGroup > blocksPerGroup || fixedBlocks + copyBlocks >= blocksPerGroup)
            {
                return null;
            }

            long tail = blockCount - first - (groups - 1) * blocksPerGroup;
            if (tail > fixedBlocks + (HasSuperblock(groups - 1) ? copyBlocks : 0))
            {
                return new(options, blockCount, (int)groups, (int)inodesPerGroup);
            }

            blockCount = first + (groups - 1) * blocksPerGroup;
        }

        return null;
    }

    /// <summary>The smallest file system with that much room, in steps of 4 KiB; <see langword="null"/> when there is none.</summary>
    public static Ext2Geometry? Fit(Ext2Options options, long dataBlocks, long inodes)
    {
        int blockSize = options.BlockSize;
        long step = 4096 / blockSize;
        long groupsForInodes = DivideUp(inodes, 8 * blockSize);
        long blocks = RoundUp(Math.Max(dataBlocks + BitmapBlocks, (groupsForInodes - 1) * 8 * blockSize), step);
        while (blocks <= MaxBlocks)
        {
            Ext2Geometry? geometry = TryMake(options, blocks, inodes);
            if (geometry is not null && geometry.DataBlocks >= dataBlocks)
            {
                return geometry;
            }

            if (geometry is null && blocks > (groupsForInodes + 1) * 8 * blockSize)
            {
                return null;
            }

            blocks = RoundUp(blocks + Math.Max(1, geometry is null ? step : dataBlocks - geometry.DataBlocks), step);
        }

        return null;
    }

    public static bool HasSuperblock(long group) =>
        group <= 1 || IsPowerOf(group, 3) || IsPowerOf(group, 5) || IsPowerOf(group, 7);

    public static long DivideUp(long value, long divisor) => value / divisor + (value % divisor > 0 ? 1 : 0);

    public static long RoundUp(long value, long multiple) => DivideUp(value, multiple) * multiple;

    public long StartOf(int group) => FirstDataBlock + (long)group * BlocksPerGroup;

    public int BlocksIn(int group) => (int)Math.Min(BlocksPerGroup, BlockCount - StartOf(group));

    /// <summary>How many blocks the group's own structures take.</summary>
    public int Overhead(int group) => CopyBlocks(group) + BitmapBlocks + InodeTableBlocks;

    public int DataBlocksIn(int group) => (int)(_dataBefore[group + 1] - _dataBefore[group]);

    /// <summary>How many of the group's data blocks are used when the first so many of the whole file system are.</summary>
    public int UsedDataBlocksIn(int group, long used) => (int)Math.Clamp(used - _dataBefore[group], 0, DataBlocksIn(group));

    public long BlockBitmapOf(int group) => StartOf(group) + CopyBlocks(group);

    public long InodeBitmapOf(int group) => BlockBitmapOf(group) + 1;

    public long InodeTableOf(int group) => BlockBitmapOf(group) + BitmapBlocks;

    /// <summary>The block that holds a data block, counting data blocks from the start of the file system past everything else.</summary>
    public uint BlockAt(long dataBlock)
    {
        // Blocks are asked for in rising order almost always.
        if (dataBlock < _dataBefore[_lastGroup] || dataBlock >= _dataBefore[_lastGroup + 1])
        {
            int found = Array.BinarySearch(_dataBefore, dataBlock);
            _lastGroup = found >= 0 ? found : ~found - 1;
        }

        return (uint)(StartOf(_lastGroup) + Overhead(_lastGroup) + dataBlock - _dataBefore[_lastGroup]);
    }

    private int CopyBlocks(int group) => HasSuperblock(group) ? 1 + DescriptorBlocks : 0;

    private static int DescriptorBlocksFor(long groups, int blockSize) => (int)DivideUp(groups * GroupDescriptorLayout.Size, blockSize);

    private static bool IsPowerOf(long value, long root)
    {
        while (value % root == 0)
        {
            value /= root;
        }

        return value == 1;
    }
}
