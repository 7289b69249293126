namespace Partition.Images.Ext2;

/// <summary>Where the fields of an inode lie: bytes from its start, little-endian.</summary>
/// <remarks><c>struct ext2_inode</c> (Linux, fs/ext2/ext2.h).</remarks>
internal static class InodeLayout
{
    /// <summary>The bytes that all inodes have.</summary>
    public const int Size = 128;

    public const int Mode = 0x00;             // u16
    public const int UserIdLow = 0x02;        // u16
    public const int SizeLow = 0x04;          // u32
    public const int AccessTime = 0x08;       // i32
    public const int ChangeTime = 0x0C;       // i32
    public const int ModificationTime = 0x10; // i32
    public const int DeletionTime = 0x14;     // i32, 0 while in use
    public const int GroupIdLow = 0x18;       // u16
    public const int LinksCount = 0x1A;       // u16
    public const int Sectors = 0x1C;          // u32, 512 bytes each, with the blocks of pointers
    public const int Flags = 0x20;            // u32
    public const int Block = 0x28;            // 15 × u32
    public const int FileAcl = 0x68;          // u32
    public const int SizeHigh = 0x6C;         // u32, only for regular files
    public const int UserIdHigh = 0x78;       // u16
    public const int GroupIdHigh = 0x7A;      // u16

    // Only in inodes of more than 128 bytes; struct ext4_inode (Linux, fs/ext4/ext4.h).
    public const int ExtraSize = 0x80;              // u16, bytes past the first 128 that are in use
    public const int ChangeTimeExtra = 0x84;        // u32
    public const int ModificationTimeExtra = 0x88;  // u32
    public const int AccessTimeExtra = 0x8C;        // u32
    public const int CreationTime = 0x90;           // i32
    public const int CreationTimeExtra = 0x94;      // u32
    public const int ExtraSizeInUse = 32;           // up to i_projid

    public const int DirectBlocks = 12;
    public const int PointerCount = 15;
    public const int BlockBytes = PointerCount * 4;
    public const int MaxFastLink = BlockBytes - 1;
    public const uint FlagExtents = 0x80000;
    public const uint FlagInlineData = 0x10000000;
}
