namespace Partition.Images.Ext2;

/// <summary>Where the fields of the ext2 superblock lie: bytes from its start, which is byte 1024 of the image.
/// Little-endian throughout.</summary>
/// <remarks>Names and order follow <c>struct ext2_super_block</c> (Linux, fs/ext2/ext2.h).</remarks>
internal static class SuperblockLayout
{
    public const int Offset = 1024;
    public const int Size = 1024;

    public const int InodesCount = 0x00;         // u32
    public const int BlocksCount = 0x04;         // u32
    public const int ReservedBlocksCount = 0x08; // u32
    public const int FreeBlocksCount = 0x0C;     // u32
    public const int FreeInodesCount = 0x10;     // u32
    public const int FirstDataBlock = 0x14;      // u32, 1 when blocks are 1 KiB, otherwise 0
    public const int LogBlockSize = 0x18;        // u32, the block size is 1024 << n
    public const int LogFragmentSize = 0x1C;     // u32, the same
    public const int BlocksPerGroup = 0x20;      // u32
    public const int FragmentsPerGroup = 0x24;   // u32
    public const int InodesPerGroup = 0x28;      // u32
    public const int WriteTime = 0x30;           // u32
    public const int MaxMountCount = 0x36;   // i16, -1 is no limit
    public const int Magic = 0x38;               // u16, 0xEF53
    public const int State = 0x3A;               // u16, 1 is clean
    public const int Errors = 0x3C;              // u16, 1 is to go on
    public const int LastCheck = 0x40;           // u32
    public const int CheckInterval = 0x44;       // u32
    public const int CreatorSystem = 0x48;       // u32, s_creator_os
    public const int RevisionLevel = 0x4C;       // u32, 1 when the fields from here on count
    public const int FirstInode = 0x54;          // u32
    public const int InodeSize = 0x58;           // u16
    public const int BlockGroupNumber = 0x5A;    // u16, the group that this copy is in
    public const int FeatureCompatible = 0x5C;   // u32
    public const int FeatureIncompatible = 0x60; // u32
    public const int FeatureReadOnly = 0x64;     // u32
    public const int Uuid = 0x68;                // 16 bytes, big-endian
    public const int VolumeName = 0x78;          // 16 bytes, a NUL only when it is shorter
    public const int ReservedDescriptors = 0xCE; // u16, s_reserved_gdt_blocks of ext3, with the feature 'resize_inode'
    public const int MakeTime = 0x108;           // u32, s_mkfs_time of ext4
    public const int MinimumExtraSize = 0x15C;   // u16, s_min_extra_isize of ext4, in inodes of more than 128 bytes
    public const int WantedExtraSize = 0x15E;    // u16, s_want_extra_isize of ext4

    public const int LabelLength = 16;
    public const ushort MagicNumber = 0xEF53;
    public const uint CompatibleResizeInode = 0x0010;
    public const uint IncompatibleFileType = 0x0002;
    public const uint ReadOnlySparseSuper = 0x0001;
    public const uint ReadOnlyLargeFile = 0x0002;
    public const uint ReadOnlyManyDirectories = 0x0020; // dir_nlink of ext4
    public const uint ReadOnlyExtraSize = 0x0040;       // extra_isize of ext4

    /// <summary>The inodes 1 to 10 are the file system's own; 2 is the root.</summary>
    public const int ReservedInodes = 10;

    public const int RootInode = 2;
}
