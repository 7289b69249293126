namespace Partition.Images.Files;

/// <summary>The file type in the upper bits of a mode, as in <c>stat</c>(2).</summary>
internal static class UnixMode
{
    public const int PermissionMask = 0xFFF;

    public static int TypeOf(FileEntryKind kind) => kind switch
    {
        FileEntryKind.Fifo => 0x1000,
        FileEntryKind.CharacterDevice => 0x2000,
        FileEntryKind.Directory => 0x4000,
        FileEntryKind.BlockDevice => 0x6000,
        FileEntryKind.SymbolicLink => 0xA000,
        FileEntryKind.Socket => 0xC000,
        _ => 0x8000,
    };

    public static FileEntryKind? KindOf(int mode) => (mode & 0xF000) switch
    {
        0x1000 => FileEntryKind.Fifo,
        0x2000 => FileEntryKind.CharacterDevice,
        0x4000 => FileEntryKind.Directory,
        0x6000 => FileEntryKind.BlockDevice,
        0x8000 => FileEntryKind.RegularFile,
        0xA000 => FileEntryKind.SymbolicLink,
        0xC000 => FileEntryKind.Socket,
        _ => null,
    };
}
