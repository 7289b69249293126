namespace Partition.Images;

/// <summary>How to write an archive.</summary>
public sealed record CpioOptions
{
    /// <summary>The time of entries that have none of their own, in seconds since 1970 (UTC).</summary>
    public long Timestamp { get; init; }
}
