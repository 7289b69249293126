using Partition.Images.Files;

namespace Partition.Images.Ext2;

/// <summary>How to write an ext2 image.</summary>
public sealed record Ext2Options
{
    /// <summary>As a <see cref="BlockSize"/> or an <see cref="InodeSize"/>: the writer chooses.</summary>
    public const int Automatic = 0;

    /// <summary>Bytes in a block: 1024, 2048 or 4096. <see cref="Automatic"/> takes 1024, or 4096 when a file would be too long for the
    /// one who reads it, or the image too large.</summary>
    public int BlockSize { get; init; } = 1024;

    /// <summary>Bytes in an inode: 128, which hold dates from 1901 to 2038, or 256, which hold them to 2446. <see cref="Automatic"/>
    /// takes 256 when a date needs it.</summary>
    public int InodeSize { get; init; } = Automatic;

    /// <summary>
    /// The length of the image in bytes, rounded down to whole blocks; <see langword="null"/> to fit it to what is in it.
    /// </summary>
    public long? Size { get; init; }

    /// <summary>How many bytes to leave free in an image that is fitted to its content, rounded up to whole blocks; <see langword="null"/>
    /// for one sixteenth of the content, and 64 KiB at least. Without effect when <see cref="Size"/> is given.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>
    /// How many inodes there are to be at least; <see langword="null"/> for one sixteenth, and 16, more than the content needs.
    /// </summary>
    public int? InodeCount { get; init; }

    /// <summary>The volume's name, at most 16 bytes of UTF-8.</summary>
    public string Label { get; init; } = "";

    /// <summary>
    /// The volume's identity; <see langword="null"/> to derive it from the plan, so that the same plan gives the same one.
    /// </summary>
    public Guid? Uuid { get; init; }

    /// <summary>When the file system was made, and the time of entries that have none of their own, in seconds since 1970 (UTC).</summary>
    public long Timestamp { get; init; }

    /// <summary>Whether no entry may be younger than <see cref="Timestamp"/>, as reproducible builds ask for (SOURCE_DATE_EPOCH).</summary>
    public bool ClampsTimes { get; init; }

    /// <summary>Whether to make an empty '/lost+found' (0700), as mke2fs does. Xvisor shows its unused records as entries
    /// without a name.</summary>
    public bool LostAndFound { get; init; }

    /// <summary>Whether blocks of zeros take no room. Files are then read twice, but for the parts that a content knows to be empty
    /// (<see cref="ISparseContent"/>). Blocks of pointers are there anyway.</summary>
    public bool Holes { get; init; }

    /// <summary>How many blocks in a hundred only root may fill, 0 to 50.</summary>
    public int ReservedPercent { get; init; }

    /// <summary>What each byte of a free block is; 0 leaves them as holes of the output.</summary>
    public byte FillByte { get; init; }

    /// <summary>The number of the system that made the image: 0 Linux, 1 Hurd, 2 Masix, 3 FreeBSD, 4 Lites.</summary>
    public uint CreatorSystem { get; init; }

    /// <summary>Who is going to read the image.</summary>
    public ImageProfile Profile { get; init; } = ImageProfile.Xvisor;
}
