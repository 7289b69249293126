using Partition.Images.Diagnostics;
using Partition.Images.Elf;

namespace Partition.Images.Kernels.Arm.Scripts;

/// <summary>What can be wrong with a <c>.cpatch</c> script, or with a kernel that one is to be written for.</summary>
internal static class PatchScriptDiagnostics
{
    public static ImageDiagnostic LineTooLong(int line, int limit) => At(line, ImageDiagnostic.Error("HV3031",
        $"The line is longer than {limit} bytes, which is the most a line of a script may have. Break it, or leave its comment out."));

    public static ImageDiagnostic MalformedLine(int line, string fault) => At(line, ImageDiagnostic.Error("HV3032",
        $"This is no line of a script: {fault}. Write 'section,NAME', then 'write32,0xADDRESS,0xWORD' for each word in it; "
        + "a comment begins with '#'."));

    public static ImageDiagnostic UnknownSection(int line, string section) => At(line, ImageDiagnostic.Error("HV3033",
        $"The kernel has no section '{section}' with content. Apply the script to the kernel that it was made for."));

    public static ImageDiagnostic AddressOutsideSection(int line, uint address, ElfSection section) => At(line, ImageDiagnostic.Error("HV3034",
        $"The word at 0x{address:x8} does not lie in section '{section.Name}', which is "
        + $"[0x{section.Address:x8}..0x{(long)section.Address + section.Length:x8}). Apply the script to the kernel that it was made for."));

    public static ImageDiagnostic UnalignedAddress(int line, uint address) => At(line, ImageDiagnostic.Error("HV3035",
        $"The address 0x{address:x8} is no multiple of 4, as that of every ARM instruction is. Write the address where the word begins."));

    public static ImageDiagnostic SectionWithoutScriptName(string section, string reason) => ImageDiagnostic.Error("HV3036",
        $"A script cannot name section '{section}', because {reason}. Write the patched ELF file or the flat image instead.");

    public static ImageDiagnostic TooManyWrites(int line, int limit) => At(line, ImageDiagnostic.Error("HV3037",
        $"The script replaces more than {limit} words; one for a Linux kernel has some thousand. It is probably no script."));

    private static ImageDiagnostic At(int line, ImageDiagnostic diagnostic) => diagnostic with { Line = line };
}
