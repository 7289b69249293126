using Partition.DeviceTree;
using Partition.Slicing;

namespace Partition.Hypervisors.Xvisor;

/// <summary>What Xvisor would stumble over, most of it without a word.</summary>
internal static class XvisorDiagnostics
{
    public static Diagnostic UnsupportedProcessor(SourceSpan at, string guest, string processor) => Diagnostic.Error("HV5010", at,
        $"Guest '{guest}' has a CPU '{processor}', for which no Xvisor guest can be written yet. Use a board with arm,cortex-a9, or set Hypervisor to None.");

    public static Diagnostic NoFlash(SourceSpan at, string guest) => Diagnostic.Error("HV5011", at,
        $"Guest '{guest}' has no flash to start from: a guest's flash stands where the board's stands, and the board's tree has no node with compatible \"cfi-flash\". Add one.");

    public static Diagnostic MemoryNotAligned(SourceSpan at, string guest, ByteSize alignment) => Diagnostic.Error("HV5012", at,
        $"Memory and MemoryBase of guest '{guest}' must be multiples of {alignment}, the unit in which Xvisor hands out RAM.");

    public static Diagnostic PassthroughWithoutInterrupts(SourceSpan at, string guest, string device) => Diagnostic.Error("HV5013", at,
        $"Device '{device}' of guest '{guest}' cannot be passed through: on this board Xvisor never delivers the interrupts of such a device. "
        + "Write Access=\"Emulated\" instead.");

    public static Diagnostic RegionsOverlap(SourceSpan at, string guest, string device, AddressRange range, string other, AddressRange otherRange) =>
        Diagnostic.Error("HV5014", at,
            $"In guest '{guest}', '{device}' at {range} shares a page with '{other}' at {otherRange}; Xvisor keeps whole pages apart. Leave one of them out of Devices.");

    public static Diagnostic ConfigTreeTooLarge(SourceSpan at, string guest, int size, int limit) => Diagnostic.Error("HV5015", at,
        $"The Xvisor tree of guest '{guest}' is {size} bytes long, and Xvisor reads at most {limit}. Give the guest fewer devices.");

    public static Diagnostic NameTooLong(SourceSpan at, string guest, string name, int limit) => Diagnostic.Error("HV5016", at,
        $"In guest '{guest}', the region '{name}' has a name of {name.Length} bytes, and Xvisor cuts names off after {limit}. Give the board's node a shorter label.");

    public static Diagnostic NoInterruptController(SourceSpan at, string guest, string device, AddressRange range) => Diagnostic.Error("HV5017", at,
        $"Guest '{guest}' has an interrupt controller '{device}' at {range}, and Xvisor has nothing to put there: it gives a guest one together with "
        + "snoop control. Let Devices keep the board's node with compatible \"arm,cortex-a9-scu\", 0x1000 below.");

    public static Diagnostic NoEmulator(SourceSpan at, string guest, string device) => Diagnostic.Warning("HV5018", at,
        $"Xvisor has no emulator for '{device}', which guest '{guest}' is to get an imitation of; it reads as zero there, and its driver finds nothing. "
        + "Write Access=\"Stub\" to say that this is meant, or leave the device out.");

    public static Diagnostic FlashFull(SourceSpan at, string guest, string file, ulong end, ulong flash) => Diagnostic.Error("HV5020", at,
        $"The files of guest '{guest}' do not fit into its flash: '{file}' ends at {new ByteSize(end)} and the flash has {new ByteSize(flash)}. "
        + "Make the kernel or the root file system smaller.");

    public static Diagnostic FirmwareTooLarge(SourceSpan at, string guest, ulong size, ulong limit) => Diagnostic.Error("HV5021", at,
        $"The firmware of guest '{guest}' is {size} bytes long and must end before its command list, {limit} bytes into the flash. Use a smaller firmware.");

    public static Diagnostic MemoryTooSmall(SourceSpan at, string guest, ByteSize needed) => Diagnostic.Error("HV5022", at,
        $"Memory of guest '{guest}' cannot hold its kernel, tree and root file system, which take {needed} with the gaps between them. Raise Memory.");

    public static Diagnostic ArgumentsTooLong(SourceSpan at, string guest, int length, int limit, int words, int wordLimit) => Diagnostic.Error("HV5023", at,
        $"KernelArguments of guest '{guest}' have {length} characters in {words} words, and Xvisor's firmware takes {limit} in {wordLimit}. Shorten them.");

    public static Diagnostic NoKernel(SourceSpan at, string guest) => Diagnostic.Error("HV5024", at,
        $"Guest '{guest}' has neither a Kernel nor a Firmware, so there is nothing to run. Set its metadatum Kernel.");

    public static Diagnostic NameWithBlank(SourceSpan at, string guest, string path) => Diagnostic.Error("HV5026", at,
        $"A file of guest '{guest}' would be '{path}' on the image, and Xvisor splits its commands at blanks. Rename the board's tree, or set the property BoardName to a name without blanks.");

    public static Diagnostic NoHostConsole(SourceSpan at) => Diagnostic.Error("HV5027", at,
        "Xvisor needs a console, or it stops without a word, and /chosen of the board's tree names none. Give it a stdout-path: chosen { stdout-path = &uart0; };");

    public static Diagnostic LoadListTooLong(SourceSpan at, string guest, int length, int limit) => Diagnostic.Error("HV5025", at,
        $"The list of files to load for guest '{guest}' is {length} bytes long and Xvisor reads {limit}. Give the board's tree a shorter file name.");
}
