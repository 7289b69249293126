using Partition.Images.Files;

namespace Partition.Images.Cpio;

/// <summary>One record as it is going to be written.</summary>
internal sealed class CpioRecord
{
    public required byte[] Name { get; init; }

    public uint Inode { get; init; }

    public uint Mode { get; init; }

    public uint UserId { get; init; }

    public uint GroupId { get; init; }

    public uint LinkCount { get; init; }

    public uint ModificationTime { get; init; }

    public long Size { get; init; }

    public uint DeviceMajor { get; init; }

    public uint DeviceMinor { get; init; }

    public byte[] LinkTarget { get; init; } = [];

    /// <summary>The file whose content follows; <see langword="null"/> when there is none.</summary>
    public FileEntry? Content { get; init; }
}
