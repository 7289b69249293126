using Partition.Images.Files;

namespace Partition.Images.Ext2;

/// <summary>One entry of an ext2 image, as its reader found it.</summary>
public sealed record Ext2Entry
{
    /// <summary>The absolute path; the root is <c>/</c>. Bytes that are no UTF-8 are shown as U+FFFD.</summary>
    public required string Path { get; init; }

    /// <summary>What it is. The names of one file are entries of their own with one inode number.</summary>
    public FileEntryKind Kind { get; init; }

    /// <summary>The permission bits, 0 to 07777.</summary>
    public int Mode { get; init; }

    /// <summary>The length in bytes; of a symbolic link, of its target.</summary>
    public long Size { get; init; }

    /// <summary>The number of the inode.</summary>
    public uint Inode { get; init; }

    /// <summary>How many names lead to the inode.</summary>
    public int LinkCount { get; init; }

    /// <summary>The number of the owner.</summary>
    public uint UserId { get; init; }

    /// <summary>The number of the group.</summary>
    public uint GroupId { get; init; }

    /// <summary>When it changed last, in seconds since 1970 (UTC).</summary>
    public long ModificationTime { get; init; }

    /// <summary>What a symbolic link holds; empty for every other kind.</summary>
    public string LinkTarget { get; init; } = "";

    /// <summary>The major number of a device.</summary>
    public uint DeviceMajor { get; init; }

    /// <summary>The minor number of a device.</summary>
    public uint DeviceMinor { get; init; }
}
