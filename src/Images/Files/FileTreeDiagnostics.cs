using Partition.Diagnostics;

namespace Partition.Images.Files;

/// <summary>What can be wrong with the plan of a file system.</summary>
internal static class FileTreeDiagnostics
{
    public static Diagnostic NotAbsolute(string path) => Diagnostic.Error("HV4001", SourceSpan.None,
        $"The target path '{path}' is not absolute. Write it from the root of the image, with '/': '{Rooted(path)}'.");

    public static Diagnostic ParentComponent(string path) => Diagnostic.Error("HV4002", SourceSpan.None,
        $"The target path '{path}' contains '..'. A path in an image cannot leave a directory again: write where the entry is to be.");

    public static Diagnostic EmptyComponent(string path) => Diagnostic.Error("HV4003", SourceSpan.None,
        $"The target path '{path}' contains '.', '//' or a '/' at its end. Write one name between two slashes and none after the last.");

    public static Diagnostic ForbiddenCharacter(string path) => Diagnostic.Error("HV4004", SourceSpan.None,
        $"The path '{Printable(path)}' contains a NUL or half of a surrogate pair, which no file system can hold. Rename the file.");

    public static Diagnostic ComponentTooLong(string path, int length) => Diagnostic.Error("HV4005", SourceSpan.None,
        $"The target path '{path}' has a name of {length} bytes in UTF-8; the longest that ext2 and Linux take is 255. Shorten it.");

    public static Diagnostic Replaced(string path, FileEntryKind old, FileEntryKind added) => Diagnostic.Information(
        "HV4006", SourceSpan.None,
        $"'{path}' is given more than once: the {Word(added)} that comes later replaces the {Word(old)}.");

    public static Diagnostic ParentIsNoDirectory(string path, string parent, FileEntryKind kind) => Diagnostic.Error(
        "HV4007", SourceSpan.None,
        $"'{path}' cannot be made, because '{parent}' is a {Word(kind)} and no directory. Remove one of the two.");

    public static Diagnostic DirectoryInUse(string path, FileEntryKind added) => Diagnostic.Error("HV4008", SourceSpan.None,
        $"'{path}' cannot become a {Word(added)}, because it is a directory with entries in it. Remove one of the two.");

    public static Diagnostic LinkTargetMissing(string path, string target, string why) => Diagnostic.Error("HV4009", SourceSpan.None,
        $"The hard link '{path}' names '{target}', which {why}. A hard link needs a file of the same image.");

    public static Diagnostic LengthChanged(string path, long expected, long found) => Diagnostic.Error("HV4010", SourceSpan.None,
        $"The content of '{path}' was {expected} bytes long when the image was planned, but gave "
        + (found > expected ? "more" : $"{found}") + ". Build again when nothing else writes the file.");

    public static Diagnostic Unreadable(string path, string reason) => Diagnostic.Error("HV4011", SourceSpan.None,
        $"The content of '{path}' cannot be read: {reason}");

    public static Diagnostic BadMode(string path, int mode) => Diagnostic.Error("HV4012", SourceSpan.None,
        $"'{path}' has the mode 0{Convert.ToString(mode, 8)}, which is not within 0 to 07777. Give only the permission bits, in octal.");

    public static Diagnostic BadLinkTarget(string path, string fault) => Diagnostic.Error("HV4013", SourceSpan.None,
        $"The symbolic link '{path}' {fault}.");

    public static Diagnostic PathTooLong(string path, int length) => Diagnostic.Error("HV4014", SourceSpan.None,
        $"The target path '{Printable(path[..Math.Min(path.Length, 40)])}...' has {length} bytes in UTF-8; Linux takes paths of "
        + $"at most {TargetPath.MaxPathBytes} bytes. Shorten it.");

    public static Diagnostic CapabilitiesLost(string path) => Diagnostic.Warning("HV4015", SourceSpan.None,
        $"'{path}' has capabilities (the extended attribute security.capability), and no image has room for them; what needs them fails "
        + "there. Set them when the system starts, with setcap, or make the file setuid.");

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

    /// <summary>A path as it has to be written: from the root, without a drive, with '/' for '\', and no way up.</summary>
    private static string Rooted(string path)
    {
        string slashed = path.Replace('\\', '/');
        bool hasDrive = slashed is [var letter, ':', ..] && char.IsAsciiLetter(letter);
        string[] names = slashed[(hasDrive ? 2 : 0)..].Split('/');
        return "/" + string.Join('/', names.Where(static name => name is not ("" or "." or "..")));
    }

    private static string Printable(string path) =>
        string.Concat(
            path.Select(static character => character == '\0' || char.IsSurrogate(character) ? $"\\u{(int)character:x4}" : $"{character}"));
}
