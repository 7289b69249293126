using Partition.Diagnostics;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xvisor;

/// <summary>What Xvisor would stumble over, most of it without a word.</summary>
internal static class XvisorDiagnostics
{
    public static Diagnostic UnsupportedProcessor(
        SourceSpan at,
        string guest,
        IEnumerable<string> processors,
        IEnumerable<string> profiles) => Diagnostic.Error("HV5010", at,
        $"Nothing is known of Xvisor guests on a board with CPU {string.Join(", ", processors.Select(static name => $"'{name}'"))}, "
        + $"which guest '{guest}' is to run on. "
        + $"Set the property HypervisorProfile to the machine that is most like it: {string.Join(", ", profiles)}.");

    public static Diagnostic NoFlash(SourceSpan at, string guest) => Diagnostic.Error("HV5011", at,
        $"Guest '{guest}' has no flash to start from: a guest's flash stands where the board's stands, "
        + "and the board's tree has no node with compatible \"cfi-flash\". Add one.");

    public static Diagnostic MemoryNotAligned(SourceSpan at, string guest, ByteSize alignment) => Diagnostic.Error("HV5012", at,
        $"Memory and MemoryBase of guest '{guest}' must be multiples of {alignment}, the unit in which Xvisor hands out RAM.");

    public static Diagnostic PassthroughWithoutInterrupts(SourceSpan at, string guest, string device, string wayOut) => Diagnostic.Error(
        "HV5013", at,
        $"Device '{device}' of guest '{guest}' cannot be passed through: on a Cortex-A9 Xvisor v0.3.0 never delivers the interrupts of "
        + $"such a device. {wayOut}");

    public static Diagnostic RegionsOverlap(
        SourceSpan at,
        string guest,
        string device,
        AddressRange range,
        string other,
        AddressRange otherRange) =>
        Diagnostic.Error("HV5014", at,
            $"In guest '{guest}', '{device}' at {range} shares a page with '{other}' at {otherRange}; Xvisor keeps whole pages apart. "
            + "Leave one of them out of Devices.");

    public static Diagnostic ConfigTreeTooLarge(SourceSpan at, string guest, int size, int limit) => Diagnostic.Error("HV5015", at,
        $"The Xvisor tree of guest '{guest}' is {size} bytes long, and Xvisor reads at most {limit}. Give the guest fewer devices.");

    public static Diagnostic NameTooLong(SourceSpan at, string guest, string name, int limit) => Diagnostic.Error("HV5016", at,
        $"In guest '{guest}', the region '{name}' has a name of {name.Length} bytes, and Xvisor cuts names off after {limit}. "
        + "Give the board's node a shorter label.");

    public static Diagnostic NoInterruptController(SourceSpan at, string guest, string device, AddressRange range) => Diagnostic.Error(
        "HV5017", at,
        $"Guest '{guest}' has an interrupt controller '{device}' at {range}, and Xvisor has nothing to put there: "
        + "it gives a guest one together with "
        + "snoop control. Let Devices keep the board's node with compatible \"arm,cortex-a9-scu\", 0x1000 below.");

    public static Diagnostic NoEmulator(SourceSpan at, string guest, string device) => Diagnostic.Warning("HV5018", at,
        $"Xvisor has no emulator for '{device}', which guest '{guest}' is to get an imitation of; "
        + "it reads as zero there, and its driver finds nothing. "
        + "Write Access=\"Stub\" to say that this is meant, or leave the device out.");

    public static Diagnostic FlashFull(SourceSpan at, string guest, string file, ulong end, ulong flash) => Diagnostic.Error("HV5020", at,
        $"The files of guest '{guest}' do not fit into its flash: '{file}' ends at {new ByteSize(end)} and the flash has "
        + $"{new ByteSize(flash)}. "
        + "Make the kernel or the root file system smaller.");

    public static Diagnostic FirmwareTooLarge(SourceSpan at, string guest, ulong size, ulong limit) => Diagnostic.Error("HV5021", at,
        $"The firmware of guest '{guest}' is {size} bytes long and must end before its command list, {limit} bytes into the flash. "
        + "Use a smaller firmware.");

    public static Diagnostic MemoryTooSmall(SourceSpan at, string guest, ByteSize needed) => Diagnostic.Error("HV5022", at,
        $"Memory of guest '{guest}' cannot hold its kernel, tree and root file system, which take {needed} with the gaps between them. "
        + "Raise Memory.");

    public static Diagnostic ArgumentsTooLong(SourceSpan at, string guest, int length, int limit, int words, int wordLimit) =>
        Diagnostic.Error("HV5023", at,
        $"KernelArguments of guest '{guest}' have {length} characters in {words} words, "
        + $"and Xvisor's firmware takes {limit} in {wordLimit}. Shorten them.");

    public static Diagnostic NoKernel(SourceSpan at, string guest) => Diagnostic.Error("HV5024", at,
        $"Guest '{guest}' has neither a Kernel nor a Firmware, so there is nothing to run. Set its metadatum Kernel.");

    public static Diagnostic NameWithBlank(SourceSpan at, string guest, string path) => Diagnostic.Error("HV5026", at,
        $"A file of guest '{guest}' would be '{path}' on the image, and Xvisor splits its commands at blanks. "
        + "Rename the board's tree, or set the property BoardName to a name without blanks.");

    public static Diagnostic NoHostConsole(SourceSpan at) => Diagnostic.Error("HV5027", at,
        "Xvisor needs a console, or it stops without a word, and /chosen of the board's tree names none. Give it a stdout-path: "
        + "chosen { stdout-path = &uart0; };");

    public static Diagnostic LoadListTooLong(SourceSpan at, string guest, int length, int limit) => Diagnostic.Error("HV5025", at,
        $"The list of files to load for guest '{guest}' is {length} bytes long and Xvisor reads {limit}. "
        + "Give the board's tree a shorter file name.");

    public static Diagnostic UnknownProfile(SourceSpan at, string name, IEnumerable<string> known) => Diagnostic.Error("HV5028", at,
        $"Xvisor guests cannot be written for a machine '{name}'. "
        + $"Set the property HypervisorProfile to one of: {string.Join(", ", known)}.");

    public static Diagnostic NoVirtualController(SourceSpan at, string guest, string? controller) => Diagnostic.Error("HV5029", at,
        $"Guest '{guest}' has {(controller is null ? "no interrupt controller" : $"an interrupt controller '{controller}'")}, "
        + "and Xvisor gives a guest a GICv2 alone, "
        + "where the board's tree has distributor and CPU interface. Give the guest a board's tree with a GICv2 whose reg has both.");

    public static Diagnostic BackendWithoutUse(SourceSpan at, string guest, string device, string backend) => Diagnostic.Error("HV5030", at,
        $"Device '{device}' of guest '{guest}' is to be joined to '{backend}', "
        + "which Xvisor does for imitated serial ports and network cards alone. Remove Backend.");

    public static Diagnostic AddressTooHigh(SourceSpan at, string guest, string what, AddressRange range) => Diagnostic.Error("HV5031", at,
        $"In guest '{guest}', {what} at {range} does not end below 4 GiB, and an address in Xvisor's tree is one cell. Move it lower.");

    public static Diagnostic UnknownPort(SourceSpan at, string guest, string device, string backend) => Diagnostic.Error("HV5032", at,
        $"Device '{device}' of guest '{guest}' is to be joined to '{backend}', and the board has no such serial port that is switched on. "
        + "Write its label, its path or alias:name.");

    public static Diagnostic PortTaken(SourceSpan at, string guest, string device, string port, string user) => Diagnostic.Error(
        "HV5033", at,
        $"Device '{device}' of guest '{guest}' is to be joined to the board's '{port}', which {user}. Choose another port.");

    public static Diagnostic BackendName(SourceSpan at, string guest, string device, string backend, int limit) => Diagnostic.Error(
        "HV5034", at,
        $"Device '{device}' of guest '{guest}' is to be joined to '{backend}', which is no name at Xvisor's prompt. "
        + $"Write at most {limit} letters, digits, '-', '_', '.' and '@'.");

    public static Diagnostic VirtualDeviceTwice(SourceSpan at, string guest, string name) => Diagnostic.Error("HV5035", at,
        $"Guest '{guest}' has two virtual devices '{name}'. Give each a name of its own.");

    public static Diagnostic MalformedOverride(SourceSpan at, string guest, string text, string types) => Diagnostic.Error("HV5036", at,
        $"Guest '{guest}' has an override '{text}', which Xvisor would pass over. Write alias,property,type,value, without blanks; "
        + $"the types are {types}.");

    public static Diagnostic UnknownAlias(SourceSpan at, string guest, string text, string alias, IEnumerable<string> known) =>
        Diagnostic.Error("HV5037", at,
        $"The override '{text}' of guest '{guest}' is for '{alias}', which is no alias in the guest's tree, so Xvisor would pass over it. "
        + $"The aliases there are: {(known.Any() ? string.Join(", ", known) : "none")}.");

    public static Diagnostic CommandTooLong(SourceSpan at, string guest, int length, int words, int limit, int wordLimit) =>
        Diagnostic.Error("HV5038", at,
        $"The command that loads the tree of guest '{guest}' has {length} characters in {words} words, "
        + $"and Xvisor takes {limit} in {wordLimit}. Use fewer ConfigOverrides.");

    public static Diagnostic HostTreeTooLarge(SourceSpan at, int size, int limit) => Diagnostic.Error("HV5039", at,
        $"The board's tree is {size} bytes long with what Xvisor reads in it, and Xvisor takes at most {limit}. "
        + "Leave out nodes that it does not need.");

    public static Diagnostic BootCommandTooLong(SourceSpan at, string command, int limit) => Diagnostic.Error("HV5040", at,
        $"A command in bootcmd of the board's /chosen has {command.Length} characters, and Xvisor takes {limit}: "
        + $"'{command[..Math.Min(command.Length, 40)]}…'. Put it into a script.");

    public static Diagnostic PathTooLong(SourceSpan at, string guest, string path, int nameLimit, int pathLimit) => Diagnostic.Error(
        "HV5041", at,
        $"A file of guest '{guest}' would be '{path[..Math.Min(path.Length, 200)]}' on the image, "
        + $"and Xvisor finds names of up to {nameLimit} bytes in paths of up to {pathLimit}. "
        + "Shorten the property BoardName, the guest's name or that of the board's tree.");

    public static Diagnostic ScriptLine(SourceSpan at, string file, string fault, string wayOut) => Diagnostic.Error("HV5042", at,
        $"Xvisor cannot read '{file}': {fault}. {wayOut}");
}
