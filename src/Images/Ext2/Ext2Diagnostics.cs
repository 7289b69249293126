using System.Globalization;
using Partition.Diagnostics;
using Partition.Images.Files;

namespace Partition.Images.Ext2;

/// <summary>What can be wrong with the plan of an ext2 image.</summary>
internal static class Ext2Diagnostics
{
    public static Diagnostic TooSmall(long size, long needed, IEnumerable<FileEntry> largest) => Diagnostic.Error("HV4301", SourceSpan.None,
        $"The content does not fit into an image of {size} bytes ({Mebibytes(size)}): it needs {needed} bytes ({Mebibytes(needed)}). "
        + $"Make the image larger or leave something out. {Largest(largest)}");

    public static Diagnostic BadBlockSize(int blockSize) => Diagnostic.Error("HV4302", SourceSpan.None,
        $"A block size of {blockSize} bytes is not possible; it must be 1024, 2048 or 4096.");

    public static Diagnostic BadInodeSize(int inodeSize) => Diagnostic.Error("HV4310", SourceSpan.None,
        $"An inode size of {inodeSize} bytes is not possible; it must be 128 or 256.");

    public static Diagnostic BadReservedPercent(int percent, int limit) => Diagnostic.Error("HV4316", SourceSpan.None,
        $"{percent} % of the blocks cannot be reserved for root; 0 to {limit} can.");

    public static Diagnostic FileTooLong(string path, long length, long limit, int blockSize) => Diagnostic.Error("HV4303", SourceSpan.None,
        $"'{path}' has {length} bytes; ext2 with blocks of {blockSize} bytes holds files of at most {limit}. "
        + (blockSize < 4096 ? "Use blocks of 4096 bytes." : "Split the file."));

    public static Diagnostic BadDeviceNumber(string path, uint major, uint minor) => Diagnostic.Error("HV4304", SourceSpan.None,
        $"'{path}' is the device {major}:{minor}; ext2 and Linux take major numbers to 4095 and minor numbers to 1048575.");

    public static Diagnostic BadLabel(string label, int length) => Diagnostic.Error("HV4305", SourceSpan.None,
        $"The label '{label.Replace('\0', '?')}' has {length} bytes in UTF-8 or contains a NUL; at most "
        + $"{SuperblockLayout.LabelLength} bytes fit into the superblock. Shorten it.");

    public static Diagnostic TooManyLinks(string path, long count, int limit) => Diagnostic.Error("HV4306", SourceSpan.None,
        $"'{path}' would have {count} links (its names, or its subdirectories and two); ext2 takes at most {limit}. "
        + "Spread them over more directories.");

    public static Diagnostic TimeClamped(string path, long time, long clamped, int inodeSize) => Diagnostic.Warning(
        "HV4307", SourceSpan.None,
        $"'{path}' has the time {time}, which an inode of {inodeSize} bytes cannot hold (seconds from 1901 to "
        + $"{(inodeSize > InodeLayout.Size ? 2446 : 2038)} around 1970); it is stored as {clamped}."
        + (inodeSize > InodeLayout.Size ? "" : " Use inodes of 256 bytes."));

    public static Diagnostic TooLarge(long size, int blockSize) => Diagnostic.Error("HV4308", SourceSpan.None,
        $"An image of {size} bytes ({Mebibytes(size)}) is too large for ext2 with blocks of {blockSize} bytes. "
        + (blockSize < 4096 ? "Use blocks of 4096 bytes." : "Split the content."));

    public static Diagnostic LinkTargetTooLong(string path, int length, int blockSize) => Diagnostic.Error("HV4309", SourceSpan.None,
        $"The symbolic link '{path}' has a target of {length} bytes; ext2 takes less than a block, which has {blockSize}. "
        + (blockSize < 4096 ? "Use blocks of 4096 bytes or shorten it." : "Shorten it."));

    public static Diagnostic XvisorName(string path, int length, int limit) => Diagnostic.Error("HV4311", SourceSpan.None,
        $"'{path}' has a name of {length} bytes; Xvisor cuts names to {limit}, so it could never be opened. Shorten the name.");

    public static Diagnostic XvisorPath(string path, int length, int limit) => Diagnostic.Error("HV4312", SourceSpan.None,
        $"'{path}' has {length} bytes; Xvisor takes paths of at most {limit}, so it could never be opened. Shorten it.");

    public static Diagnostic XvisorFileTooLong(string path, long length, long limit, int blockSize) => Diagnostic.Error(
        "HV4313", SourceSpan.None,
        $"'{path}' has {length} bytes; Xvisor reads only the first {limit} of a file when blocks have {blockSize} bytes. "
        + (blockSize < 4096 ? "Use blocks of 4096 bytes." : "Split the file."));

    public static Diagnostic XvisorLink(string path) => Diagnostic.Warning("HV4314", SourceSpan.None,
        $"'{path}' is a symbolic link, which Xvisor cannot follow. Add the file itself, or a hard link to it.");

    public static Diagnostic XvisorDevice(string path) => Diagnostic.Information("HV4315", SourceSpan.None,
        $"'{path}' is a device, a named pipe or a socket, with which Xvisor can do nothing. It belongs into a guest's root file system.");

    private static string Mebibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.00} MiB");

    private static string Largest(IEnumerable<FileEntry> files)
    {
        string list = string.Join(", ", files.Select(static file => $"'{file.Path}' ({file.Length} bytes)"));
        return list.Length == 0 ? "There are no files in it." : $"The largest files are {list}.";
    }
}
