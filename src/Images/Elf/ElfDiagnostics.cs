using Partition.Diagnostics;
using Partition.Images.Kernels;

namespace Partition.Images.Elf;

/// <summary>What can be wrong with an ELF file before anything is known about its code.</summary>
internal static class ElfDiagnostics
{
    public static Diagnostic NotElf(KernelFormat looksLike) => Diagnostic.Error("HV3001", SourceSpan.None,
        $"This is not an ELF file; it {Describe(looksLike)}. Pass the 'vmlinux' that the kernel's build leaves in its top folder.");

    public static Diagnostic Truncated(string what, long offset, long length, long fileLength) => Diagnostic.Error(
        "HV3002", SourceSpan.None,
        $"The ELF file is cut short: {what} should lie at [0x{offset:x}..0x{offset + length:x}), but the file ends at "
        + $"0x{fileLength:x}. Copy or build it again.");

    public static Diagnostic NotThirtyTwoBit(int elfClass) => Diagnostic.Error("HV3003", SourceSpan.None,
        (elfClass == 2 ? "This is a 64-bit ELF file (ELFCLASS64)." : $"The ELF class is {elfClass}, which is not defined.")
        + " A guest on a 32-bit ARM board needs a 32-bit kernel (ELFCLASS32): build it with ARCH=arm.");

    public static Diagnostic WrongMachine(int machine) => Diagnostic.Error("HV3004", SourceSpan.None,
        $"The ELF file is for machine {machine} ({MachineName(machine)}), not for ARM (40). Build the kernel with ARCH=arm.");

    public static Diagnostic Malformed(string fault) => Diagnostic.Error("HV3005", SourceSpan.None,
        $"The ELF file contradicts itself: {fault}. Copy or build it again.");

    private static string Describe(KernelFormat format) => format switch
    {
        KernelFormat.ZImage => "is a zImage (0x016f2818 at byte 0x24), the compressed form of a kernel, whose code cannot be seen",
        KernelFormat.UImage => "is a U-Boot image (0x27051956 at its start)",
        KernelFormat.Gzip => "is a gzip file",
        KernelFormat.Xz => "is an xz file",
        KernelFormat.Zstandard => "is a zstd file",
        KernelFormat.Arm64Image => "is an Image for 64-bit ARM ('ARM\\x64' at byte 0x38)",
        KernelFormat.DeviceTreeBlob => "is a device tree blob or a FIT image (0xd00dfeed at its start)",
        KernelFormat.Empty => "is empty",
        _ => "is probably a raw memory image, which has no headers and no symbols",
    };

    private static string MachineName(int machine) => machine switch
    {
        0 => "none",
        2 => "SPARC",
        3 => "Intel 80386",
        8 => "MIPS",
        20 => "PowerPC",
        42 => "SuperH",
        62 => "x86-64",
        183 => "AArch64",
        243 => "RISC-V",
        _ => "unknown to this tool",
    };
}
