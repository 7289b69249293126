using Partition.Diagnostics;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xvisor;

/// <summary>What Xvisor would refuse in a tree for a guest, most of it with a number for a message or none.</summary>
internal static class ConfigTreeDiagnostics
{
    public static Diagnostic MissingPart(SourceSpan at, string guest, string node, string part) => Diagnostic.Error("HV5050", at,
        $"The ConfigTree of guest '{guest}' needs {part} in {node}, or Xvisor makes no guest of it. Add it.");

    public static Diagnostic UnknownProcessor(SourceSpan at, string guest, string processor, string expected) => Diagnostic.Error(
        "HV5051", at,
        $"The ConfigTree of guest '{guest}' asks for a processor '{processor}', which Xvisor has not on this board. "
        + $"Write compatible = \"{expected}\".");

    public static Diagnostic InvalidValue(SourceSpan at, string guest, string node, string property, string expected) => Diagnostic.Error(
        "HV5052", at,
        $"{property} of {node} in the ConfigTree of guest '{guest}' is nothing that Xvisor knows. Write {expected}.");

    public static Diagnostic NotOneCell(SourceSpan at, string guest, string node, string property) => Diagnostic.Error("HV5053", at,
        $"{property} of {node} in the ConfigTree of guest '{guest}' is not one cell, and Xvisor reads the first cell alone. "
        + $"Write {property} = <0x…>.");

    public static Diagnostic NotAligned(
        SourceSpan at,
        string guest,
        string node,
        string property,
        ulong value,
        ByteSize unit,
        string why) => Diagnostic.Error("HV5054", at,
        $"{property} of {node} in the ConfigTree of guest '{guest}' is 0x{value:x}, which is no multiple of {unit}, as {why} asks for. "
        + "Choose another.");

    public static Diagnostic RegionsOverlap(
        SourceSpan at,
        string guest,
        string node,
        AddressRange range,
        string other,
        AddressRange otherRange) => Diagnostic.Error("HV5055", at,
        $"In the ConfigTree of guest '{guest}', {node} at {range} overlaps {other} at {otherRange}, and Xvisor keeps the first alone. "
        + "Move one of them.");

    public static Diagnostic UnknownEmulator(SourceSpan at, string guest, string node, string type, string compatible, string? nearest) =>
        Diagnostic.Error("HV5056", at,
        $"{node} in the ConfigTree of guest '{guest}' has device_type \"{type}\" and compatible \"{compatible}\", "
        + "for which Xvisor v0.3.0 has no emulator, so it makes no guest. "
        + (
            nearest is null
                ? "Write device_type = \"misc\" and compatible = \"zero\" for something that reads as zero."
                : $"Did you mean {nearest}?"));

    public static Diagnostic PropertyMissing(SourceSpan at, string guest, string node, string emulator, string property, int cells) =>
        Diagnostic.Error("HV5057", at,
        $"{node} in the ConfigTree of guest '{guest}' lacks '{property}'{(cells > 1 ? $" of {cells} cells" : "")}, "
        + $"without which the emulator '{emulator}' does not start. "
        + "Add it, or make a stub of the device.");

    public static Diagnostic InterruptTooHigh(SourceSpan at, string guest, string node, uint interrupt, uint count, string what) =>
        Diagnostic.Error("HV5058", at,
        $"{node} in the ConfigTree of guest '{guest}' has interrupt {interrupt}, and {what} is {count}: "
        + "it would never arrive, or Xvisor makes no guest. "
        + "Write numbers below that; a shared peripheral interrupt n is n + 32.");

    public static Diagnostic RegionTooSmall(SourceSpan at, string guest, string node, ulong size, ByteSize page) => Diagnostic.Error(
        "HV5059", at,
        $"{node} in the ConfigTree of guest '{guest}' is {size} bytes of real memory, and Xvisor maps whole pages of {page}. "
        + "Write physical_size = <0x1000>, or a multiple.");

    public static Diagnostic AliasOfNothing(SourceSpan at, string guest, string node, AddressRange target) => Diagnostic.Error("HV5060", at,
        $"{node} in the ConfigTree of guest '{guest}' is an alias of {target}, where the guest has nothing; "
        + "its first access would stop the guest. "
        + "Point alias_physical_addr at a region.");

    public static Diagnostic LinesDiffer(SourceSpan at, string guest, string node, int interrupts, int hostCells) => Diagnostic.Error(
        "HV5061", at,
        $"{node} in the ConfigTree of guest '{guest}' has {interrupts} interrupts, and host-interrupts with {hostCells} cells. "
        + "Write three for each, in the same order: the board's line, its trigger (1, 2, 4 or 8), and a CPU or 0xffffffff.");

    public static Diagnostic PassthroughNeverInterrupts(SourceSpan at, string guest, string node) => Diagnostic.Error("HV5062", at,
        $"{node} in the ConfigTree of guest '{guest}' passes a device with interrupts through, "
        + "and on a Cortex-A9 Xvisor v0.3.0 never delivers them. "
        + "Use an emulator; a serial port can be joined to the board's own, by Backend of its GuestDevice.");

    public static Diagnostic NameCutOff(SourceSpan at, string guest, string name, int limit) => Diagnostic.Error("HV5063", at,
        $"'{name}' in the ConfigTree of guest '{guest}' has {name.Length} bytes, and Xvisor cuts names off after {limit}. Shorten it.");

    public static Diagnostic CpuNotThere(SourceSpan at, string guest, uint cpu, int available) => Diagnostic.Error("HV5064", at,
        $"The affinity in the ConfigTree of guest '{guest}' names CPU {cpu}, and the board has CPUs 0 to {available - 1}, "
        + "so Xvisor makes no guest. Name those.");
}
