namespace Partition.Images.Files;

/// <summary>Who is going to read an image; it decides which diagnostics there are, not how the image is written.</summary>
public enum ImageProfile
{
    /// <summary>Xvisor's own drivers. Of ext2 (libs/vfs/ext4): no symbolic links, names of at most 63 bytes, paths of at most 255, files
    /// without triple indirect blocks. Of newc archives (libs/vfs/cpio): paths of at most 255 bytes that do not begin with a dot.</summary>
    Xvisor,

    /// <summary>Linux: everything that the format can hold.</summary>
    Linux,
}
