namespace Partition.Tasks;

/// <summary>Lists what a directory of the build machine holds, in an order that depends on names alone.</summary>
internal static class HostDirectory
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const int DirectoryMode = 0x1ED; // 0755
    private const int ProgramMode = 0x1ED; // 0755
    private const int FileMode = 0x1A4; // 0644
    private const int LinkMode = 0x1FF; // 0777

    /// <summary>Lists a directory with all below it.</summary>
    /// <param name="rooted">The directory.</param>
    /// <param name="source">The directory as the project spells it.</param>
    /// <param name="targetPath">Where its contents go.</param>
    public static IEnumerable<FileSystemEntry> List(string rooted, string source, string targetPath)
    {
        foreach (FileSystemInfo info in new DirectoryInfo(rooted).EnumerateFileSystemInfos().OrderBy(static info => info.Name, StringComparer.Ordinal))
        {
            string target = $"{targetPath.TrimEnd('/')}/{info.Name}";
            string below = $"{source.TrimEnd('/')}/{info.Name}";
            if (info.LinkTarget is { } link)
            {
                yield return new(FileSystemEntryKind.Link, target) { Mode = LinkMode, Source = link };
            }
            else if (info is DirectoryInfo)
            {
                yield return new(FileSystemEntryKind.Directory, target) { Mode = ModeOf(info, DirectoryMode) };
                foreach (FileSystemEntry entry in List(info.FullName, below, target))
                {
                    yield return entry;
                }
            }
            else
            {
                yield return new(FileSystemEntryKind.File, target) { Mode = ModeOf(info, PlainModeOf(info.FullName)), Source = below };
            }
        }
    }

    /// <summary>The mode of a file whose own permissions say more about the checkout than about the file: that of a program, or not.</summary>
    public static int PlainModeOf(string rooted) => OperatingSystem.IsWindows()
        ? StartsLikeProgram(rooted) ? ProgramMode : FileMode
        : (File.GetUnixFileMode(rooted) & Executable) != 0 ? ProgramMode : FileMode;

    private static int ModeOf(FileSystemInfo info, int otherwise) => OperatingSystem.IsWindows() ? otherwise : (int)info.UnixFileMode;

    /// <summary>Windows keeps no such permission, so the file's first bytes decide: an ELF file or a script.</summary>
    private static bool StartsLikeProgram(string rooted)
    {
        Span<byte> head = stackalloc byte[4];
        using FileStream stream = File.OpenRead(rooted);
        int length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head[..length].StartsWith("\u007fELF"u8) || head[..length].StartsWith("#!"u8);
    }
}
