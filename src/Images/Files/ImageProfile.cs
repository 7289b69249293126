namespace Partition.Images;

/// <summary>Who is going to read an ext2 image; it decides which diagnostics there are, not how the image is written.</summary>
public enum Ext2Profile
{
    /// <summary>Xvisor's own driver (libs/vfs/ext4): no symbolic links, names of at most 63 bytes, paths of at most 255, files without
    /// triple indirect blocks.</summary>
    Xvisor,

    /// <summary>Linux: everything that ext2 can hold.</summary>
    Linux,
}
