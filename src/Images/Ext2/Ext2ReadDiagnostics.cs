using Partition.Images.Diagnostics;

namespace Partition.Images.Ext2;

/// <summary>What can be wrong with an ext2 image that is read back.</summary>
internal static class Ext2ReadDiagnostics
{
    private const string BuildAgain = "The image is damaged: build or copy it again.";

    public static ImageDiagnostic NotExt2(int magic) => ImageDiagnostic.Error("HV4321",
        $"This is no ext2 image: the two bytes at 0x438 are 0x{magic:x4} instead of 0xef53.");

    public static ImageDiagnostic BadSuperblock(string fault) => ImageDiagnostic.Error("HV4322",
        $"The superblock contradicts itself: {fault}. {BuildAgain}");

    public static ImageDiagnostic UnsupportedFeatures(uint features) => ImageDiagnostic.Error("HV4323",
        $"The file system needs features that ext2 does not have (incompatible features 0x{features:x}); it is ext3 with an open journal, "
        + "or ext4. Make it as ext2.");

    public static ImageDiagnostic ImageTruncated(string what, long offset, long imageLength) => ImageDiagnostic.Error("HV4324",
        $"The image is cut short: {what} should lie at byte 0x{offset:x}, but the image ends at 0x{imageLength:x}. "
        + "Build or copy it again.");

    public static ImageDiagnostic BadInode(string path, uint inode, string fault) => ImageDiagnostic.Error("HV4325",
        $"'{path}' has the inode {inode}, which {fault}. {BuildAgain}");

    public static ImageDiagnostic BadDirectory(string path, string fault) => ImageDiagnostic.Error("HV4326",
        $"The directory '{path}' is broken: {fault}. {BuildAgain}");

    public static ImageDiagnostic BadBlock(string path, uint block, long blockCount) => ImageDiagnostic.Error("HV4327",
        $"'{path}' uses block {block}, which is not one of the {blockCount} blocks of the file system. {BuildAgain}");

    public static ImageDiagnostic DirectoryTwice(string path, uint inode) => ImageDiagnostic.Error("HV4328",
        $"The directory '{path}' (inode {inode}) is in the tree more than once. {BuildAgain}");

    public static ImageDiagnostic BlockTwice(string owner, long block) => ImageDiagnostic.Error("HV4330",
        $"Block {block} is used by '{owner}', but belongs to something else already. {BuildAgain}");

    public static ImageDiagnostic BitmapDiffers(string what, long group, int count, long first) => ImageDiagnostic.Error("HV4331",
        $"The {what} bitmap of group {group} is wrong about {count} {what}{(count == 1 ? "" : "s")}, the first of them {first}. {BuildAgain}");

    public static ImageDiagnostic CountDiffers(string what, long said, long found) => ImageDiagnostic.Error("HV4332",
        $"The file system says that there are {said} {what}, but there are {found}. {BuildAgain}");

    public static ImageDiagnostic Unattached(uint inode) => ImageDiagnostic.Error("HV4333",
        $"Inode {inode} is in use, but no directory leads to it. {BuildAgain}");

    public static ImageDiagnostic UncheckedFeatures(uint features) => ImageDiagnostic.Error("HV4334",
        $"The file system has features of ext4 that cannot be checked here (0x{features:x}, read-only compatible). Check it with e2fsck.");

    public static ImageDiagnostic TooMuch(string path, string what) => ImageDiagnostic.Error("HV4329",
        $"Reading stopped at '{path}': {what}. {BuildAgain}");
}
