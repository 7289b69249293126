using Partition.Diagnostics;

namespace Partition.Images.Kernels.Arm.Lint;

/// <summary>What keeps a kernel from running as a guest although it can be patched.</summary>
internal static class KernelLintDiagnostics
{
    public static Diagnostic VmallocEndsInHypervisor(uint end, uint hypervisor, string function, uint address) =>
        Diagnostic.Warning("HV3041", SourceSpan.None,
            $"Linux may map memory up to 0x{end:x8} (VMALLOC_END, in '{function}' at 0x{address:x8}), "
            + $"but from 0x{hypervisor:x8} on the hypervisor "
            + $"itself lies in the address space of its guests. Write 0x{hypervisor:x}UL for 0x{end:x}UL in "
            + "arch/arm/include/asm/pgtable.h, "
            + "and build the kernel again.");

    public static Diagnostic BigEndian() => Diagnostic.Warning("HV3042", SourceSpan.None,
        "The kernel is big-endian. Xvisor v0.3.0 answers for the board's devices in little-endian order whatever the guest is set to. "
        + "Build the kernel without CONFIG_CPU_BIG_ENDIAN.");

    public static Diagnostic UnfitConfiguration(string option, string reason, string remedy) => Diagnostic.Warning(
        "HV3043", SourceSpan.None,
        $"The kernel's configuration says {option}: {reason}. {remedy}");

    public static Diagnostic LoadedOutsideMemory(string what, ulong address, ulong start, ulong end) => Diagnostic.Warning(
        "HV3044", SourceSpan.None,
        $"The kernel {what} 0x{address:x8}, outside of the guest's RAM [0x{start:x8}..0x{end:x8}). Set MemoryBase to where the kernel "
        + "wants its RAM, or build it for this place (Linux: with CONFIG_ARM_PATCH_PHYS_VIRT).");
}
