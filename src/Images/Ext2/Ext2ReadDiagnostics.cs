using Partition.Diagnostics;

namespace Partition.Images.Ext2;

/// <summary>What can be wrong with an ext2 image that is read back.</summary>
internal static class Ext2ReadDiagnostics
{
    private const string BuildAgain = "The image is damaged: build or copy it again.";

    public static Diagnostic NotExt2(int magic) => Diagnostic.Error("HV4321", SourceSpan.None,
        $"This is no ext2 image: the two bytes at 0x438 are 0x{magic:x4} instead of 0xef53.");

    public static Diagnostic BadSuperblock(string fault) => Diagnostic.Error("HV4322", SourceSpan.None,
        $"The superblock contradicts itself: {fault}. {BuildAgain}");

    public static Diagnostic UnsupportedFeatures(uint features) => Diagnostic.Error("HV4323", SourceSpan.None,
        $"The file system needs features that ext2 does not have (incompatible features 0x{features:x}); it is ext3 with an open journal, "
        + "or ext4. Make it as ext2.");

    public static Diagnostic ImageTruncated(string what, long offset, long imageLength) => Diagnostic.Error("HV4324", SourceSpan.None,
        $"The image is cut short: {what} should lie at byte 0x{offset:x}, but the image ends at 0x{imageLength:x}. "
        + "Build or copy it again.");

    public static Diagnostic BadInode(string path, uint inode, string fault) => Diagnostic.Error("HV4325", SourceSpan.None,
        $"'{path}' has the inode {inode}, which {fault}. {BuildAgain}");

    public static Diagnostic BadDirectory(string path, string fault) => Diagnostic.Error("HV4326", SourceSpan.None,
        $"The directory '{path}' is broken: {fault}. {BuildAgain}");

    public static Diagnostic BadBlock(string path, uint block, long blockCount) => Diagnostic.Error("HV4327", SourceSpan.None,
        $"'{path}' uses block {block}, which is not one of the {blockCount} blocks of the file system. {BuildAgain}");

    public static Diagnostic DirectoryTwice(string path, uint inode) => Diagnostic.Error("HV4328", SourceSpan.None,
        $"The directory '{path}' (inode {inode}) is in the tree more than once. {BuildAgain}");

    public static Diagnostic BlockTwice(string owner, long block) => Diagnostic.Error("HV4330", SourceSpan.None,
        $"Block {block} is used by '{owner}', but belongs to something else already. {BuildAgain}");

    public static Diagnostic BitmapDiffers(string what, long group, int count, long first) => Diagnostic.Error("HV4331", SourceSpan.None,
        $"The {what} bitmap of group {group} is wrong about {count} {what}{(count == 1 ? "" : "s")}, the first of them {first}. "
        + $"{BuildAgain}");

    public static Diagnostic CountDiffers(string what, long said, long found) => Diagnostic.Error("HV4332", SourceSpan.None,
        $"The file system says that there are {said} {what}, but there are {found}. {BuildAgain}");

    public static Diagnostic Unattached(uint inode) => Diagnostic.Error("HV4333", SourceSpan.None,
        $"Inode {inode} is in use, but no directory leads to it. {BuildAgain}");

    public static Diagnostic UncheckedFeatures(uint features) => Diagnostic.Error("HV4334", SourceSpan.None,
        $"The file system has features of ext4 that cannot be checked here (0x{features:x}, read-only compatible). Check it with e2fsck.");

    public static Diagnostic TooMuch(string path, string what) => Diagnostic.Error("HV4329", SourceSpan.None,
        $"Reading stopped at '{path}': {what}. {BuildAgain}");
}
