using Partition.Images.Files;

namespace Partition.Images.Cpio;

/// <summary>How to write an archive.</summary>
public sealed record CpioOptions
{
    /// <summary>The time of entries that have none of their own, in seconds since 1970 (UTC).</summary>
    public long Timestamp { get; init; }

    /// <summary>Whether no entry may be younger than <see cref="Timestamp"/>, as reproducible builds ask for (SOURCE_DATE_EPOCH).</summary>
    public bool ClampsTimes { get; init; }

    /// <summary>
    /// Whether to store the sum of each file's bytes, which Linux checks ("070702", 'crc' in cpio). Files are then read twice.
    /// </summary>
    public bool Checksums { get; init; }

    /// <summary>Who is going to read the archive.</summary>
    public ImageProfile Profile { get; init; } = ImageProfile.Linux;
}
