using System.Collections.Immutable;
using System.Globalization;

namespace Partition.Hypervisors.Boot;

/// <summary>The arguments with which QEMU boots what was built.</summary>
/// <param name="Machine">QEMU's name for the board.</param>
/// <param name="Memory">The machine's RAM, in QEMU's form: <c>512M</c>; empty where the project does not say.</param>
/// <param name="Kernel">What runs first, rooted.</param>
/// <param name="DeviceTree">The tree that it is given, rooted.</param>
internal sealed record QemuCommandLine(string Machine, string Memory, string Kernel, string DeviceTree)
{
    /// <summary>How many CPUs the machine has; empty for the number that it has on its own.</summary>
    public string Cpus { get; init; } = "1";

    /// <summary>The initial RAM disk, rooted; empty for none.</summary>
    public string InitialRamDisk { get; init; } = "";

    /// <summary>Files that lie in memory when the machine starts.</summary>
    public ImmutableArray<LoadedFile> Loads { get; init; } = [];

    /// <summary>The serial port that the terminal is on, counted from 0 in the order of the machine.</summary>
    public int ConsoleNumber { get; init; }

    /// <summary>Whether nobody sits at the terminal: there is no monitor on it, and a machine that would start anew ends instead.</summary>
    public bool IsUnattended { get; init; }

    /// <summary>More arguments, as they stand.</summary>
    public string Extra { get; init; } = "";

    /// <summary>The arguments as words, before any quoting.</summary>
    public IEnumerable<string> Words =>
    [
        "-M", Machine, "-display", "none",
        .. Enumerable.Repeat<string[]>(["-serial", "null"], ConsoleNumber).SelectMany(static words => words),
        .. IsUnattended ? (string[])["-serial", "stdio", "-monitor", "none", "-no-reboot"] : ["-serial", "mon:stdio"],
        .. Memory.Length == 0 ? (string[])[] : ["-m", Memory],
        .. Cpus.Length == 0 ? (string[])[] : ["-smp", Cpus],
        "-kernel", Kernel, "-dtb", DeviceTree,
        .. InitialRamDisk.Length == 0 ? (string[])[] : ["-initrd", InitialRamDisk],
        .. Loads.SelectMany(static file => (string[])["-device", LoaderDevice(file)]),
        .. CommandLineWords.Split(Extra),
    ];

    /// <summary>The arguments as one command line for .NET; paths are quoted.</summary>
    public override string ToString()
    {
        ImmutableArray<string> arguments =
        [
            $"-M {Machine} -display none",
            .. Enumerable.Repeat("-serial null", ConsoleNumber),
            IsUnattended ? "-serial stdio -monitor none -no-reboot" : "-serial mon:stdio",
            $"-m {Memory}",
            Cpus.Length == 0 ? "" : $"-smp {Cpus}",
            $"-kernel {CommandLineWords.Quote(Kernel)} -dtb {CommandLineWords.Quote(DeviceTree)}",
            InitialRamDisk.Length == 0 ? "" : $"-initrd {CommandLineWords.Quote(InitialRamDisk)}",
            .. Loads.Select(static file => $"-device {CommandLineWords.Quote(LoaderDevice(file))}"),
            Extra,
        ];
        return string.Join(' ', arguments.Where(static argument => argument.Length > 0));
    }

    /// <summary>A path within a list of options of QEMU: a comma ends a value; two of them are one.</summary>
    public static string InOptionList(string path) => path.Replace(",", ",,", StringComparison.Ordinal);

    /// <summary>A device that puts a file into memory, whatever format it seems to have.</summary>
    private static string LoaderDevice(LoadedFile file) => string.Create(
        CultureInfo.InvariantCulture,
        $"loader,file={InOptionList(file.Path)},addr=0x{file.Address:x},force-raw=on");
}
