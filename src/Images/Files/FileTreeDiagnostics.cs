using Partition.Images.Diagnostics;

namespace Partition.Images.Files;

/// <summary>What can be wrong with the plan of a file system.</summary>
internal static class FileTreeDiagnostics
{
    public static ImageDiagnostic NotAbsolute(string path) => ImageDiagnostic.Error("HV4001",
        $"The target path '{path}' is not absolute. Write it from the root of the image, with '/': '/{path.TrimStart('.', '/')}'.");

    public static ImageDiagnostic ParentComponent(string path) => ImageDiagnostic.Error("HV4002",
        $"The target path '{path}' contains '..'. A path in an image cannot leave a directory again: write where the entry is to be.");

    public static ImageDiagnostic EmptyComponent(string path) => ImageDiagnostic.Error("HV4003",
        $"The target path '{path}' contains '.', '//' or a '/' at its end. Write one name between two slashes and none after the last.");

    public static ImageDiagnostic ForbiddenCharacter(string path) => ImageDiagnostic.Error("HV4004",
        $"The path '{Printable(path)}' contains a NUL or half of a surrogate pair, which no file system can hold. Rename the file.");

    public static ImageDiagnostic ComponentTooLong(string path, int length) => ImageDiagnostic.Error("HV4005",
        $"The target path '{path}' has a name of {length} bytes in UTF-8; the longest that ext2 and Linux take is 255. Shorten it.");

    public static ImageDiagnostic Replaced(string path, FileEntryKind old, FileEntryKind added) => ImageDiagnostic.Information("HV4006",
        $"'{path}' is given more than once: the {Word(added)} that comes later replaces the {Word(old)}.");

    public static ImageDiagnostic ParentIsNoDirectory(string path, string parent, FileEntryKind kind) => ImageDiagnostic.Error("HV4007",
        $"'{path}' cannot be made, because '{parent}' is a {Word(kind)} and no directory. Remove one of the two.");

    public static ImageDiagnostic DirectoryInUse(string path, FileEntryKind added) => ImageDiagnostic.Error("HV4008",
        $"'{path}' cannot become a {Word(added)}, because it is a directory with entries in it. Remove one of the two.");

    public static ImageDiagnostic LinkTargetMissing(string path, string target, string why) => ImageDiagnostic.Error("HV4009",
        $"The hard link '{path}' names '{target}', which {why}. A hard link needs a file of the same image.");

    public static ImageDiagnostic LengthChanged(string path, long expected, long found) => ImageDiagnostic.Error("HV4010",
        $"The content of '{path}' was {expected} bytes long when the image was planned, but gave "
        + (found > expected ? "more" : $"{found}") + ". Build again when nothing else writes the file.");

    public static ImageDiagnostic Unreadable(string path, string reason) => ImageDiagnostic.Error("HV4011",
        $"The content of '{path}' cannot be read: {reason}");

    public static ImageDiagnostic BadMode(string path, int mode) => ImageDiagnostic.Error("HV4012",
        $"'{path}' has the mode 0{Convert.ToString(mode, 8)}, which is not within 0 to 07777. Give only the permission bits, in octal.");

    public static ImageDiagnostic BadLinkTarget(string path, string fault) => ImageDiagnostic.Error("HV4013",
        $"The symbolic link '{path}' {fault}.");

    public static ImageDiagnostic PathTooLong(string path, int length) => ImageDiagnostic.Error("HV4014",
        $"The target path '{Printable(path[..Math.Min(path.Length, 40)])}...' has {length} bytes in UTF-8; Linux takes paths of "
        + $"at most {TargetPath.MaximumPathBytes} bytes. Shorten it.");

    private static string Word(FileEntryKind kind) => kind switch
    {
        FileEntryKind.RegularFile => "file",
        FileEntryKind.Directory => "directory",
        FileEntryKind.SymbolicLink => "symbolic link",
        FileEntryKind.CharacterDevice => "character device",
        FileEntryKind.BlockDevice => "block device",
        FileEntryKind.Fifo => "named pipe",
        FileEntryKind.HardLink => "hard link",
        _ => "socket",
    };

    private static string Printable(string path) =>
        string.Concat(path.Select(c => c == '\0' || char.IsSurrogate(c) ? $"\\u{(int)c:x4}" : $"{c}"));
}
