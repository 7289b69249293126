namespace Partition.Images.Cpio;

/// <summary>One record of a newc archive.</summary>
public sealed record CpioEntry
{
    /// <summary>The path as it is in the archive, without its NUL; bytes that are not UTF-8 are shown as U+FFFD.</summary>
    public required string Name { get; init; }

    /// <summary>The file type and the permission bits, as in <c>stat</c>(2).</summary>
    public uint Mode { get; init; }

    /// <summary>The length of the content in bytes; of a symbolic link, the length of its target.</summary>
    public uint Size { get; init; }

    /// <summary>Where the content begins, in bytes from the start of the archive.</summary>
    public long ContentOffset { get; init; }

    /// <summary>Which of the archives in the file it is in, counted from 0.</summary>
    public int Archive { get; init; }

    /// <summary>The inode number, which the names of one file share, together with the numbers of the file system.</summary>
    public uint Inode { get; init; }

    /// <summary>The number of the owner.</summary>
    public uint UserId { get; init; }

    /// <summary>The number of the group.</summary>
    public uint GroupId { get; init; }

    /// <summary>How many names the file has.</summary>
    public uint LinkCount { get; init; }

    /// <summary>When it changed last, in seconds since 1970 (UTC).</summary>
    public uint ModificationTime { get; init; }

    /// <summary>The major number of the file system that it came from.</summary>
    public uint FileSystemMajor { get; init; }

    /// <summary>The minor number of the file system that it came from.</summary>
    public uint FileSystemMinor { get; init; }

    /// <summary>The major number of a device.</summary>
    public uint DeviceMajor { get; init; }

    /// <summary>The minor number of a device.</summary>
    public uint DeviceMinor { get; init; }
}
