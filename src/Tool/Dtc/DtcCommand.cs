using Partition.Tool.Native;

namespace Partition.Tool.Dtc;

/// <summary><c>partition dtc</c>: dtc's command line.</summary>
internal static class DtcCommand
{
    /// <summary>Makes the command.</summary>
    public static NativeCommand Create() => new()
    {
        Name = "dtc",
        IsOfDtc = true,
        Description = "Compile or decompile a device tree with dtc's command line.",
        Usage = "[options] [INPUT]",
        Options =
        [
            new('q', "quiet", null, "-q leaves warnings out, -qq errors of checks, too, -qqq everything that can be."),
            new('I', "in-format", "FORMAT", "The input: dts, dtb or fs, a directory like /proc/device-tree. Guessed without it."),
            new('o', "out", "FILE", "The output; '-', the default, is the standard output."),
            new('O', "out-format", "FORMAT", "The output: dts or dtb. Guessed without it."),
            new('V', "out-version", "N", "The version of the blob: 17 (the default), 16, 3, 2 or 1."),
            new('d', "out-dependency", "FILE", "Write a rule for make that names every file that was read."),
            new('R', "reserve", "N", "Leave room for this many memory reservations in the blob."),
            new('S', "space", "BYTES", "Make the blob at least this long."),
            new('p', "pad", "BYTES", "Make the blob this much longer."),
            new('a', "align", "BYTES", "Make the blob's length a multiple of this power of two."),
            new('b', "boot-cpu", "N", "The boot CPU in the blob's header."),
            new('f', "force", null, "Write the output even if checks find errors."),
            new('i', "include", "DIR", "A directory searched for /include/ and /incbin/; may be given several times."),
            new('s', "sort", null, "Sort reservations, properties and nodes."),
            new('H', "phandle", "FORMAT", "The property of phandles: epapr (the default), legacy or both."),
            new('W', "warning", "[no-]NAME", "Make a check a warning, or no warning."),
            new('E', "error", "[no-]NAME", "Make a check an error, or no error."),
            new('@', "symbols", null, "Keep labels in /__symbols__ for overlays to use."),
            new('A', "auto-alias", null, "Make an alias of each label."),
            new('L', "local-fixups", null, "List the places of phandles in /__local_fixups__."),
            new('\0', "dtc-messages", null, "Write messages in dtc's form; also when the program is called dtc."),
            NativeCommand.Help,
            NativeCommand.Version('v'),
        ],
        Remarks = """
            INPUT is a file, a directory, or '-' (the default) for the standard input. A source is not preprocessed;
            'partition dts' does that.

            Exit codes: 0 done (there may be warnings), 1 the command line is wrong or the input cannot be read or parsed,
            2 a check found an error, 3 a fault of this program. After 1, 2 and 3 the old output is still there.
            """,
        Run = static (arguments, console) => new DtcRun(arguments, console).Run(),
    };
}
