using System.IO.Enumeration;
using Partition.Building.Diagnostics;
using Partition.Diagnostics;
using Partition.Images.Files;

namespace Partition.Building.Files;

/// <summary>Puts what a directory of this machine holds into a plan, in an order that depends on names alone.</summary>
internal sealed class HostDirectory
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly Dictionary<(ulong, uint, uint), string> _seen = [];

    /// <summary>Patterns of what is left out, with <c>*</c> and <c>?</c>: one with a slash is compared with the path below the directory,
    /// one without with the name. What is below a directory that is left out is left out, too.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>Who is to own everything; null for those who own it here.</summary>
    public (uint UserId, uint GroupId)? Owner { get; init; } = (0, 0);

    /// <summary>Whether entries keep the dates that they have here.</summary>
    public bool KeepsTimes { get; init; }

    /// <summary>Changes the mode of an entry that is no link.</summary>
    public Func<int, int> ChangeMode { get; init; } = static mode => mode;

    /// <summary>Adds all below a directory.</summary>
    /// <param name="tree">The plan.</param>
    /// <param name="directory">The directory.</param>
    /// <param name="targetPath">Where its contents go.</param>
    public void AddTo(FileTree tree, string directory, string targetPath)
    {
        AddBelow(tree, new DirectoryInfo(directory), targetPath.TrimEnd('/'), "");
    }

    /// <summary>
    /// The mode of a file whose own permissions say more about the checkout than about the file: that of a program, or not.
    /// </summary>
    public static int PlainModeOf(string path) => OperatingSystem.IsWindows()
        ? StartsLikeProgram(path) ? UnixMode.Program : UnixMode.File
        : (HostLink.Follow(path).UnixFileMode & Executable) != 0 ? UnixMode.Program : UnixMode.File;

    private void AddBelow(FileTree tree, DirectoryInfo directory, string target, string below)
    {
        FileSystemInfo[] infos = directory.GetFileSystemInfos();
        Array.Sort(infos, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        foreach (FileSystemInfo info in infos)
        {
            string relative = below + info.Name;
            if (!IsExcluded(info.Name, relative))
            {
                CheckName(directory, info);
                Add(tree, info, $"{target}/{info.Name}", relative);
            }
        }
    }

    // .NET puts U+FFFD in the place of bytes that are not UTF-8, and then finds nothing of that name. A name may also really have one.
    private static void CheckName(DirectoryInfo directory, FileSystemInfo info)
    {
        if (info.Name.Contains('\uFFFD', StringComparison.Ordinal)
            && OperatingSystem.IsLinux()
            && LinuxFile.StatusOf(info.FullName) is null)
        {
            throw new InputFileException(HostDiagnostics.NameNotUtf8(SourceSpan.None, directory.FullName, info.Name));
        }
    }

    private bool IsExcluded(string name, string relative) => Excludes.Count > 0 && MatchesAny(name, relative);

    private bool MatchesAny(string name, string relative) => Excludes.Any(pattern =>
        FileSystemName.MatchesSimpleExpression(pattern.TrimStart('/'), pattern.Contains('/') ? relative : name, ignoreCase: false));

    // Each entry is asked for once: of a hundred thousand files, whatever .NET asks for again counts.
    private void Add(FileTree tree, FileSystemInfo info, string target, string relative)
    {
        LinuxFileStatus? status = LinuxFile.StatusOf(info.FullName);
        bool mayBeLink = status is null || UnixMode.KindOf(status.Value.Mode) == FileEntryKind.SymbolicLink;
        if (mayBeLink && info.LinkTarget is { } link)
        {
            tree.AddSymbolicLink(target, link, AttributesOf(info, status, UnixMode.SymbolicLink) with { Mode = UnixMode.SymbolicLink });
        }
        else if (info is DirectoryInfo directory)
        {
            tree.AddDirectory(target, AttributesOf(info, status, UnixMode.Directory));
            AddBelow(tree, directory, target, $"{relative}/");
        }
        else if (status is not null)
        {
            AddFile(tree, info, target, status.Value);
        }
        else
        {
            tree.AddFile(target, new DiskContent(info.FullName), AttributesOf(info, status, PlainModeOf(info.FullName)));
        }
    }

    private void AddFile(FileTree tree, FileSystemInfo info, string target, LinuxFileStatus status)
    {
        EntryAttributes attributes = AttributesOf(info, status, UnixMode.File);
        switch (UnixMode.KindOf(status.Mode))
        {
            case FileEntryKind.Fifo:
                tree.AddFifo(target, attributes);
                break;
            case FileEntryKind.CharacterDevice:
                tree.AddCharacterDevice(target, status.DeviceMajor, status.DeviceMinor, attributes);
                break;
            case FileEntryKind.BlockDevice:
                tree.AddBlockDevice(target, status.DeviceMajor, status.DeviceMinor, attributes);
                break;
            case FileEntryKind.Socket:
                tree.AddSocket(target, attributes);
                break;
            default:
                (ulong, uint, uint) identity = (status.Inode, status.HostMajor, status.HostMinor);
                if (status.LinkCount > 1 && !_seen.TryAdd(identity, target))
                {
                    tree.AddHardLink(target, _seen[identity]);
                }
                else
                {
                    tree.AddFile(target, DiskContent.OfFile(info.FullName, status.Size), attributes);
                    if (((UnixFileMode)status.Mode & Executable) != 0 && LinuxFile.HasCapabilities(info.FullName))
                    {
                        tree.NoteCapabilities(target);
                    }
                }

                break;
        }
    }

    private EntryAttributes AttributesOf(FileSystemInfo info, LinuxFileStatus? status, int otherwise) => new()
    {
        Mode = ChangeMode(status is { } known ? known.Mode & UnixMode.PermissionMask
            : OperatingSystem.IsWindows() ? otherwise
            : (int)info.UnixFileMode),
        UserId = Owner?.UserId ?? status?.UserId ?? 0,
        GroupId = Owner?.GroupId ?? status?.GroupId ?? 0,
        ModificationTime = KeepsTimes
            ? status?.ModificationTime ?? new DateTimeOffset(info.LastWriteTimeUtc).ToUnixTimeSeconds()
            : null,
    };

    /// <summary>Windows keeps no such permission, so the file's first bytes decide: an ELF file or a script.</summary>
    private static bool StartsLikeProgram(string path)
    {
        Span<byte> head = stackalloc byte[4];
        using Stream stream = InputFile.OpenUnbuffered(path);
        int length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return head[..length].StartsWith("\u007fELF"u8) || head[..length].StartsWith("#!"u8);
    }
}
