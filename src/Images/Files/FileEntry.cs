using System.Text;

namespace Partition.Images.Files;

/// <summary>One entry of a <see cref="FileTree"/>.</summary>
public sealed class FileEntry
{
    internal FileEntry(string path, FileEntryKind kind, EntryAttributes attributes)
    {
        Path = path;
        Kind = kind;
        Mode = attributes.Mode ?? UnixMode.DefaultOf(kind);
        UserId = attributes.UserId;
        GroupId = attributes.GroupId;
        ModificationTime = attributes.ModificationTime;
        PathBytes = Encoding.UTF8.GetBytes(path);
        NameStart = Array.LastIndexOf(PathBytes, (byte)'/') + 1;
    }

    /// <summary>The absolute path, such as <c>/bin/busybox</c>; the root is <c>/</c>.</summary>
    public string Path { get; }

    /// <summary>What it is.</summary>
    public FileEntryKind Kind { get; }

    /// <summary>The permission bits, 0 to 07777.</summary>
    public int Mode { get; }

    /// <summary>The number of the owner.</summary>
    public uint UserId { get; }

    /// <summary>The number of the group.</summary>
    public uint GroupId { get; }

    /// <summary>When it changed last, in seconds since 1970 (UTC); <see langword="null"/> for the timestamp of the whole image.</summary>
    public long? ModificationTime { get; }

    /// <summary>The content of a regular file; <see langword="null"/> for every other kind.</summary>
    public IFileContent? Content { get; internal init; }

    /// <summary>What a symbolic link holds, or the path of the file that a hard link names; empty for every other kind.</summary>
    public string LinkTarget { get; internal init; } = "";

    /// <summary>The major number of a device; 0 for every other kind.</summary>
    public uint DeviceMajor { get; internal init; }

    /// <summary>The minor number of a device; 0 for every other kind.</summary>
    public uint DeviceMinor { get; internal init; }

    /// <summary>Whether it is a directory that was not added, but is there because something is in it.</summary>
    internal bool IsImplied { get; init; }

    /// <summary>The path in UTF-8, as it is written to images.</summary>
    internal byte[] PathBytes { get; }

    /// <summary>The last component of the path in UTF-8; empty for the root.</summary>
    internal ReadOnlySpan<byte> NameBytes => PathBytes.AsSpan(NameStart);

    /// <summary>The length of a regular file's content in bytes, asked for once; 0 for every other kind.</summary>
    public long Length { get; internal init; }

    private int NameStart { get; }

    /// <summary>The same entry with other attributes.</summary>
    internal FileEntry With(EntryAttributes attributes) => new(Path, Kind, attributes)
    {
        Content = Content,
        Length = Length,
        LinkTarget = LinkTarget,
        DeviceMajor = DeviceMajor,
        DeviceMinor = DeviceMinor,
    };

    /// <summary>When it changed last, in an image of a date.</summary>
    internal long TimeIn(long timestamp, bool clamps) => ModificationTime is { } time && !(clamps && time > timestamp) ? time : timestamp;

    /// <summary>The directory that an absolute path is in; the root's is the root.</summary>
    internal static string ParentOf(string path)
    {
        int slash = path.LastIndexOf('/');
        return slash <= 0 ? "/" : path[..slash];
    }
}
