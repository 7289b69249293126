using Partition.Images.Files;

namespace Partition.Images.Ext2;

/// <summary>Makes the choices that the options leave to the writer.</summary>
internal static class Ext2Choices
{
    private const int SmallBlock = 1024;
    private const int LargeBlock = 4096;
    private const int SmallInode = 128;
    private const int LargeInode = 256;

    /// <summary>The same options with every size decided.</summary>
    public static Ext2Options Make(FileEntry[] entries, Ext2Options options) => options with
    {
        BlockSize = options.BlockSize == Ext2Options.Automatic ? ChooseBlockSize(entries, options) : options.BlockSize,
        InodeSize = options.InodeSize == Ext2Options.Automatic ? ChooseInodeSize(entries, options) : options.InodeSize,
    };

    private static int ChooseBlockSize(FileEntry[] entries, Ext2Options options)
    {
        var small = new BlockTree(SmallBlock);
        long limit = options.Profile == ImageProfile.Xvisor ? small.MaxLengthOfTwoLevels : small.MaxLength;
        long maxImage = (long)uint.MaxValue * SmallBlock;

        // Half of it leaves room for what the file system itself needs.
        bool isTooMuch = options.Size > maxImage
            || (options.Size is null && entries.Sum(static entry => (double)entry.Length) > maxImage / 2);
        bool isTooLong = Array.Exists(entries, entry => entry.Length > limit || entry.LinkTarget.Length >= SmallBlock / 4);
        return isTooMuch || isTooLong ? LargeBlock : SmallBlock;
    }

    private static int ChooseInodeSize(FileEntry[] entries, Ext2Options options) =>
        Array.Exists(entries, entry => !InodeTime.Fits(entry.TimeIn(options.Timestamp, options.ClampsTimes), SmallInode))
            ? LargeInode
            : SmallInode;
}
