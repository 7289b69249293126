using Partition.Tool.Native;

namespace Partition.Tool.Images;

/// <summary><c>partition mkext2</c>: makes an ext2 image, with the command line of genext2fs.</summary>
internal static class MkExt2Command
{
    /// <summary>Makes the command.</summary>
    public static NativeCommand Create() => new()
    {
        Name = "mkext2",
        Description = "Make an ext2 image of directories, archives and tables, as genext2fs does.",
        Usage = "[options] IMAGE",
        Options =
        [
            new('x', "starting-image", "FILE", "Begin with what this ext2 image holds."),
            new('d', "root", "DIR[:PATH]", "Add the contents of a directory."),
            new('D', "devtable", "FILE[:PATH]", "Add or change what a table of devices, or a list of gen_init_cpio, says."),
            new('a', "tarball", "FILE[:PATH]", "Add the contents of an archive: tar or newc, or one with gzip."),
            new('B', "block-size", "BYTES", "Bytes in a block: 1024 (the default), 2048, 4096, or auto."),
            new('b', "size-in-blocks", "BLOCKS", "The size of the image; without it, what its contents need."),
            new('N', "number-of-inodes", "COUNT", "How many inodes there are at least."),
            new('i', "bytes-per-inode", "BYTES", "One inode for so many bytes of the image."),
            new('L', "volume-label", "TEXT", "The volume's name, at most 16 bytes."),
            new('m', "reserved-percentage", "PERCENT", "Blocks for root alone (5); with 0 there is no lost+found."),
            new('o', "creator-os", "NAME", "linux (the default), hurd, freebsd or a number."),
            new('g', "block-map", "PATH", "Write which blocks a file is in, to a file of that name, '_' for '/', and '.blk'."),
            new('e', "fill-value", "BYTE", "What free blocks are filled with."),
            new('z', "allow-holes", null, "Give blocks of zeros no room."),
            new('f', "faketime", null, "Date the file system 1970; SOURCE_DATE_EPOCH gives another date."),
            new('q', "squash", null, "The same as -U -P."),
            new('U', "squash-uids", null, "All that -d adds belongs to root."),
            new('P', "squash-perms", null, "All that -d adds is open to its owner alone."),
            new('v', "verbose", null, "List what is in the image."),
            new('\0', "inode-size", "BYTES", "Bytes in an inode: 128, 256, or auto (the default)."),
            new('\0', "uuid", "UUID", "The volume's identity; without it, one that follows from its contents."),
            new('\0', "xvisor", null, "Report what Xvisor could not read."),
            NativeCommand.Help,
            NativeCommand.Version('V'),
        ],
        Remarks = "-d, -D and -a are followed in their order; a later entry takes the place of an earlier one. "
            + "Numbers may end in k, M or G. IMAGE may be '-'.\n"
            + "Exit codes: 0 done, 1 anything else.",
        Run = static (arguments, console) => new MkExt2Run(arguments, console).Run(),
    };
}
