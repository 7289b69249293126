using System.Globalization;
using Partition.Building.Items;
using Partition.Images.Ext2;
using Partition.Images.Files;
using Partition.Partitioning.Units;

namespace Partition.Building.FileSystems;

/// <summary>How a disk image is laid out, as the project says it.</summary>
internal sealed record DiskImageOptions
{
    /// <summary>Its size, such as 32M; <c>auto</c> for what its files need.</summary>
    public required string Size { get; init; }

    /// <summary>Bytes in a block: 1024, 2048 or 4096; <c>auto</c> for 1024, or more when a file needs it.</summary>
    public required string BlockSize { get; init; }

    /// <summary>The volume's name, at most 16 bytes.</summary>
    public string Label { get; init; } = "";

    /// <summary>Who is going to read it: Xvisor or Linux.</summary>
    public required string Profile { get; init; }

    /// <summary>Whether blocks of zeros take no room.</summary>
    public bool Holes { get; init; }

    /// <summary>The date of the file system and every entry, in seconds since 1970.</summary>
    public long Timestamp { get; init; }

    /// <summary>Reads the options.</summary>
    /// <returns>The options of the image; <see langword="null"/> when one is invalid, which is reported.</returns>
    public Ext2Options? Read(BuildSession session)
    {
        if (!session.Accepts(PropertyForm.DiskSize, Size)
            | !session.Accepts(PropertyForm.DiskBlockSize, BlockSize)
            | !session.Accepts(PropertyForm.DiskProfile, Profile))
        {
            return null;
        }

        ByteSize size = default;
        if (!PropertyForm.IsAutomatic(Size))
        {
            _ = ByteSize.TryParse(Size, out size);
        }

        ImageProfile profile = Enum.Parse<ImageProfile>(Profile, ignoreCase: true);
        return new()
        {
            BlockSize = PropertyForm.IsAutomatic(BlockSize) ? Ext2Options.Automatic : int.Parse(BlockSize, CultureInfo.InvariantCulture),
            Size = size == default ? null : (long)size.Bytes,
            Label = Label,
            Timestamp = Timestamp,
            ClampsTimes = true,
            Holes = Holes,
            Profile = profile,
            LostAndFound = profile == ImageProfile.Linux,
        };
    }
}
