using Partition.Images.Files;

namespace Partition.Images.Ext2;

/// <summary>Where the fields of a directory record lie: bytes from its start, little-endian.</summary>
/// <remarks><c>struct ext2_dir_entry_2</c> (Linux, fs/ext2/ext2.h).</remarks>
internal static class DirectoryLayout
{
    public const int HeaderSize = 8;
    public const int Inode = 0;        // u32, 0 when the record is unused
    public const int RecordLength = 4; // u16, a multiple of 4; the last one of a block reaches its end
    public const int NameLength = 6;   // u8
    public const int FileType = 7;     // u8, with the feature 'filetype'

    public static int RecordSize(int nameLength) => (HeaderSize + nameLength + 3) & ~3;

    public static byte TypeOf(FileEntryKind kind) => kind switch
    {
        FileEntryKind.RegularFile => 1,
        FileEntryKind.Directory => 2,
        FileEntryKind.CharacterDevice => 3,
        FileEntryKind.BlockDevice => 4,
        FileEntryKind.Fifo => 5,
        FileEntryKind.Socket => 6,
        FileEntryKind.SymbolicLink => 7,
        _ => 0,
    };
}
