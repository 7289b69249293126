using Partition.Tool.Native;

namespace Partition.Tool.Images;

/// <summary><c>partition cpio</c>: makes a newc archive, which Linux takes as its first root file system.</summary>
internal static class CpioCommand
{
    /// <summary>Makes the command.</summary>
    public static NativeCommand Create() => new()
    {
        Name = "cpio",
        Description = "Make a newc archive of directories, archives and lists: the initial file system of a Linux kernel.",
        Usage = "[options] ARCHIVE",
        Options =
        [
            new('d', "root", "DIR[:PATH]", "Add the contents of a directory."),
            new('D', "list", "FILE[:PATH]", "Add what a list of gen_init_cpio, or a table of devices, says."),
            new('a', "archive", "FILE[:PATH]", "Add the contents of an archive: tar or newc, or one with gzip."),
            new('p', "prepend", "FILE", "Put an archive before the new one as it is, compressed or not."),
            new('c', "crc", null, "Store the sum of each file's bytes, which Linux checks."),
            new('z', "gzip", null, "Compress the archive."),
            new(
                't',
                "timestamp",
                "SECONDS",
                "Let no entry be younger than this date, in seconds since 1970; SOURCE_DATE_EPOCH does the same."),
            new('U', "squash-uids", null, "All that -d adds belongs to root."),
            new('\0', "xvisor", null, "Report what Xvisor's own driver could not read."),
            NativeCommand.Help,
            NativeCommand.Version('V'),
        ],
        Remarks = "-d, -D and -a are followed in their order; a later entry takes the place of an earlier one. ARCHIVE may be '-'.\n"
            + "Exit codes: 0 done, 1 anything else.",
        Run = static (arguments, console) => new CpioRun(arguments, console).Run(),
    };
}
