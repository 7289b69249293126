namespace Partition.Images.Files;

/// <summary>Who owns an entry, who may use it, and when it was changed.</summary>
public sealed record EntryAttributes
{
    /// <summary>Owned by root, with the usual permissions.</summary>
    public static EntryAttributes Default { get; } = new();

    /// <summary>The permission bits, 0 to 07777; <see langword="null"/> for the kind's usual ones: 0755 for directories, 0777 for symbolic
    /// links, 0644 for everything else.</summary>
    public int? Mode { get; init; }

    /// <summary>The number of the owner.</summary>
    public uint UserId { get; init; }

    /// <summary>The number of the group.</summary>
    public uint GroupId { get; init; }

    /// <summary>
    /// When the content changed last, in seconds since 1970 (UTC); <see langword="null"/> for the timestamp of the whole image.
    /// </summary>
    public long? ModificationTime { get; init; }
}
