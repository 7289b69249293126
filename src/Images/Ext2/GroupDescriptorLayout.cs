namespace Partition.Images.Ext2;

/// <summary>Where the fields of a block group's descriptor lie: bytes from its start, little-endian.</summary>
/// <remarks><c>struct ext2_group_desc</c> (Linux, fs/ext2/ext2.h).</remarks>
internal static class GroupDescriptorLayout
{
    public const int Size = 32;
    public const int BlockBitmap = 0x00;      // u32
    public const int InodeBitmap = 0x04;      // u32
    public const int InodeTable = 0x08;       // u32
    public const int FreeBlocksCount = 0x0C;  // u16
    public const int FreeInodesCount = 0x0E;  // u16
    public const int UsedDirectories = 0x10;  // u16
}
