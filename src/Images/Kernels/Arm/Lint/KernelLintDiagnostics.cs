using Partition.Images.Diagnostics;

namespace Partition.Images.Kernels.Arm.Lint;

/// <summary>What keeps a kernel from running as a guest although it can be patched.</summary>
internal static class KernelLintDiagnostics
{
    public static ImageDiagnostic VmallocEndsInHypervisor(uint end, uint hypervisor, string function, uint address) =>
        ImageDiagnostic.Warning("HV3041",
            $"Linux may map memory up to 0x{end:x8} (VMALLOC_END, in '{function}' at 0x{address:x8}), but from 0x{hypervisor:x8} on the hypervisor "
            + $"itself lies in the address space of its guests. Write 0x{hypervisor:x}UL for 0x{end:x}UL in arch/arm/include/asm/pgtable.h, "
            + "and build the kernel again.");

    public static ImageDiagnostic BigEndian() => ImageDiagnostic.Warning("HV3042",
        "The kernel is big-endian. Xvisor v0.3.0 answers for the board's devices in little-endian order whatever the guest is set to. "
        + "Build the kernel without CONFIG_CPU_BIG_ENDIAN.");

    public static ImageDiagnostic UnfitConfiguration(string option, string reason, string remedy) => ImageDiagnostic.Warning("HV3043",
        $"The kernel's configuration says {option}: {reason}. {remedy}");

    public static ImageDiagnostic LoadedOutsideMemory(string what, ulong address, ulong start, ulong end) => ImageDiagnostic.Warning("HV3044",
        $"The kernel {what} 0x{address:x8}, outside of the guest's RAM [0x{start:x8}..0x{end:x8}). Set MemoryBase to where the kernel "
        + "wants its RAM, or build it for this place (Linux: with CONFIG_ARM_PATCH_PHYS_VIRT).");
}
