namespace Partition.Images.Ext2;

/// <summary>
/// How an inode holds a date: 32 bits with a sign and, in inodes of 256 bytes, two more that count spans of 2^32 seconds.
/// </summary>
/// <remarks>
/// Linux, Documentation/filesystems/ext4/inodes.rst, "Inode Timestamps". The other 30 bits of the extra word are nanoseconds.
/// </remarks>
internal static class InodeTime
{
    private const long Span = 1L << 32;
    private const uint EpochMask = 3;

    /// <summary>The nearest date that an inode of so many bytes can hold, in seconds since 1970.</summary>
    public static long Clamp(long time, int inodeSize) => Math.Clamp(time, int.MinValue, LastOf(inodeSize));

    public static bool Fits(long time, int inodeSize) => Clamp(time, inodeSize) == time;

    /// <summary>The extra word of a date that fits.</summary>
    public static uint ExtraOf(long time) => (uint)((time - unchecked((int)time)) / Span) & EpochMask;

    public static long Read(int time, uint extra) => time + (extra & EpochMask) * Span;

    private static long LastOf(int inodeSize) => inodeSize > InodeLayout.Size ? int.MaxValue + EpochMask * Span : int.MaxValue;
}
