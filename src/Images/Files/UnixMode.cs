namespace Partition.Images.Files;

/// <summary>
/// Modes of files as Unix has them, and the file type in their upper bits, as in <c>stat</c>(2). C# has no octal numbers.
/// </summary>
public static class UnixMode
{
    /// <summary>0755: a directory that everyone may enter.</summary>
    public const int Directory = 0x1ED;

    /// <summary>0755: a program or script that everyone may run.</summary>
    public const int Program = 0x1ED;

    /// <summary>0644: a file that everyone may read and its owner may write.</summary>
    public const int File = 0x1A4;

    /// <summary>0777: a symbolic link, whose own mode nothing looks at.</summary>
    public const int SymbolicLink = 0x1FF;

    /// <summary>0600: a file or device for its owner only.</summary>
    public const int PrivateFile = 0x180;

    /// <summary>0700: a directory for its owner only.</summary>
    public const int PrivateDirectory = 0x1C0;

    /// <summary>0777: what the owner, the group and others may do.</summary>
    public const int AccessMask = 0x1FF;

    /// <summary>01000: in a directory with this bit, only the owner of an entry removes it.</summary>
    public const int Sticky = 0x200;

    /// <summary>02000: a program with this bit runs as its group.</summary>
    public const int SetGroupId = 0x400;

    /// <summary>04000: a program with this bit runs as its owner.</summary>
    public const int SetUserId = 0x800;

    /// <summary>07777: everything but the file type.</summary>
    public const int PermissionMask = 0xFFF;

    private const int TypeMask = 0xF000;
    private const int TypeFifo = 0x1000;
    private const int TypeCharacterDevice = 0x2000;
    private const int TypeDirectory = 0x4000;
    private const int TypeBlockDevice = 0x6000;
    private const int TypeRegularFile = 0x8000;
    private const int TypeSymbolicLink = 0xA000;
    private const int TypeSocket = 0xC000;

    /// <summary>The file type of a mode; <see langword="null"/> when its bits name none.</summary>
    /// <param name="mode">A mode with the file type in it, as <c>st_mode</c> has it.</param>
    public static FileEntryKind? KindOf(int mode) => (mode & TypeMask) switch
    {
        TypeFifo => FileEntryKind.Fifo,
        TypeCharacterDevice => FileEntryKind.CharacterDevice,
        TypeDirectory => FileEntryKind.Directory,
        TypeBlockDevice => FileEntryKind.BlockDevice,
        TypeRegularFile => FileEntryKind.RegularFile,
        TypeSymbolicLink => FileEntryKind.SymbolicLink,
        TypeSocket => FileEntryKind.Socket,
        _ => null,
    };

    /// <summary>The bits of a file type; a hard link is a regular file.</summary>
    internal static int TypeOf(FileEntryKind kind) => kind switch
    {
        FileEntryKind.Fifo => TypeFifo,
        FileEntryKind.CharacterDevice => TypeCharacterDevice,
        FileEntryKind.Directory => TypeDirectory,
        FileEntryKind.BlockDevice => TypeBlockDevice,
        FileEntryKind.SymbolicLink => TypeSymbolicLink,
        FileEntryKind.Socket => TypeSocket,
        _ => TypeRegularFile,
    };

    /// <summary>The permissions of an entry for which none were given.</summary>
    internal static int DefaultOf(FileEntryKind kind) => kind switch
    {
        FileEntryKind.Directory => Directory,
        FileEntryKind.SymbolicLink => SymbolicLink,
        _ => File,
    };
}
