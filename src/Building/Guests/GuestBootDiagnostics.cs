using Partition.Building.Kernels;
using Partition.Diagnostics;

namespace Partition.Building.Guests;

/// <summary>What would keep a guest from booting.</summary>
internal static class GuestBootDiagnostics
{
    // The code that another class compares with.
    public const string OtherArchitectureCode = "HV0044";

    public static Diagnostic DoesNotFitMemory(SourceSpan at, string guest, long kernel, long archive, long unpacked, long memory) =>
        Diagnostic.Error("HV0040", at,
        $"The memory of guest '{guest}' must hold its kernel ({kernel} bytes), its root file system ({archive} bytes) and what Linux "
        + $"unpacks of that ({unpacked} bytes), but has only {memory} bytes. Raise Memory, or make the root file system smaller.");

    public static Diagnostic CannotStartProgram(SourceSpan at, string guest, string program, string found, string remedy) =>
        Diagnostic.Warning("HV0041", at,
        $"Linux starts '{program}' of the root file system of guest '{guest}', but {found}. {remedy}");

    public static Diagnostic CarriageReturn(SourceSpan at, string path, string source, string others) => Diagnostic.Warning("HV0042", at,
        $"The first line of script '{path}'{source} must end in a line feed alone, but ends in a carriage return and a line feed, "
        + $"so Linux does not find its interpreter{others}. "
        + "Save it with LF line ends; in Git, add the line '* text eol=lf' to .gitattributes.");

    public static Diagnostic NoInterpreter(SourceSpan at, string guest, string path, string interpreter, string others) =>
        Diagnostic.Warning("HV0043", at,
        $"'{path}' of the root file system of guest '{guest}' needs '{interpreter}' to start, which is not there{others}. "
        + "Add it, or a link to a program that replaces it.");

    public static Diagnostic ProgramOfOtherArchitecture(
        SourceSpan at, string guest, string path, MachineArchitecture program, MachineArchitecture kernel, string others) =>
        Diagnostic.Warning(OtherArchitectureCode, at,
        $"'{path}' of the root file system of guest '{guest}' must be a program for {MachineArchitectures.NameOf(kernel)}, as the guest's "
        + $"kernel is, but is one for {MachineArchitectures.NameOf(program)}{others}. Build it for {MachineArchitectures.NameOf(kernel)}.");

    public static Diagnostic KernelOfOtherArchitecture(
        SourceSpan at, string guest, MachineArchitecture kernel, MachineArchitecture processor) => Diagnostic.Error("HV0045", at,
        $"The kernel of guest '{guest}' must be one for {MachineArchitectures.NameOf(processor)}, as the guest's CPUs are, but is one for "
        + $"{MachineArchitectures.NameOf(kernel)}. Name a kernel that is built for {MachineArchitectures.NameOf(processor)}.");

    public static Diagnostic NoConsole(SourceSpan at, string guest, string argument, string device, IEnumerable<string> present)
    {
        string[] others = [.. present];
        return Diagnostic.Warning("HV0046", at,
            $"'{argument}' in the kernel arguments of guest '{guest}' must name a serial port of its device tree, "
            + $"but '{device}' is not one; "
            + (others.Length == 0
                ? "the tree has no serial port. Give the guest one in Devices, or remove the argument."
                : $"the tree has {string.Join(", ", others)}. Name one of these, or give the guest the port in Devices."));
    }

    public static Diagnostic NoEarlyConsole(SourceSpan at, string guest, string argument, ulong address) => Diagnostic.Warning(
        "HV0046", at,
        $"'{argument}' in the kernel arguments of guest '{guest}' must give the address of a device of its tree, but no device of the tree "
        + $"has registers at 0x{address:x}. Correct the address, or give the guest the port in Devices.");

    public static Diagnostic NoStandardConsole(SourceSpan at, string guest, string path) => Diagnostic.Warning("HV0046", at,
        $"'stdout-path' in the device tree of guest '{guest}' must name a node of this tree, but '{path}' is not one. "
        + "Correct it, or name the console with console= in KernelArguments.");

    public static Diagnostic NoTimer(SourceSpan at, string guest) => Diagnostic.Warning("HV0047", at,
        $"The device tree of guest '{guest}' must have a timer for Linux, but has none, so the guest would stop early in its boot. "
        + "Give the guest the board's timer in Devices, or add its node, such as one with compatible = \"arm,armv7-timer\", to the tree.");
}
