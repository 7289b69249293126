using Partition.Diagnostics;
using Partition.Images.Elf;

namespace Partition.Images.Kernels.Arm.Scripts;

/// <summary>What can be wrong with a <c>.cpatch</c> script, or with a kernel that one is to be written for.</summary>
internal static class PatchScriptDiagnostics
{
    public static Diagnostic LineTooLong(int line, int limit) => Diagnostic.Error("HV3031", At(line),
        $"The line is longer than {limit} bytes, which is the most a line of a script may have. Break it, or leave its comment out.");

    public static Diagnostic MalformedLine(int line, string fault) => Diagnostic.Error("HV3032", At(line),
        $"This is no line of a script: {fault}. Write 'section,NAME', then 'write32,0xADDRESS,0xWORD' for each word in it; "
        + "a comment begins with '#'.");

    public static Diagnostic UnknownSection(int line, string section) => Diagnostic.Error("HV3033", At(line),
        $"The kernel has no section '{section}' with content. Apply the script to the kernel that it was made for.");

    public static Diagnostic AddressOutsideSection(int line, uint address, ElfSection section) => Diagnostic.Error("HV3034", At(line),
        $"The word at 0x{address:x8} does not lie in section '{section.Name}', which is "
        + $"[0x{section.Address:x8}..0x{(long)section.Address + section.Length:x8}). Apply the script to the kernel that it was made for.");

    public static Diagnostic UnalignedAddress(int line, uint address) => Diagnostic.Error("HV3035", At(line),
        $"The address 0x{address:x8} is no multiple of 4, as that of every ARM instruction is. Write the address where the word begins.");

    public static Diagnostic SectionWithoutScriptName(string section, string reason) => Diagnostic.Error("HV3036", SourceSpan.None,
        $"A script cannot name section '{section}', because {reason}. Write the patched ELF file or the flat image instead.");

    public static Diagnostic TooManyWrites(int line, int limit) => Diagnostic.Error("HV3037", At(line),
        $"The script replaces more than {limit} words; one for a Linux kernel has some thousand. It is probably no script.");

    // The caller knows the script's name.
    private static SourceSpan At(int line) => SourceSpan.Line("", line);
}
