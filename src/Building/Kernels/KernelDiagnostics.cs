using Partition.Diagnostics;

namespace Partition.Building.Kernels;

/// <summary>What can be wrong with the file of a kernel.</summary>
internal static class KernelDiagnostics
{
    private const int MaxListed = 4;

    public static Diagnostic NoKernel(SourceSpan at, string[] guests) => Diagnostic.Warning("HV0050", at,
        (guests.Length == 1
            ? $"Guest '{guests[0]}' has no Kernel, so its trees are built and there is nothing to boot in it. "
            : $"Guests {string.Join(", ", guests.Take(MaxListed).Select(static guest => $"'{guest}'"))}"
                + (guests.Length > MaxListed ? $" and {guests.Length - MaxListed} more" : "")
                + " have no Kernel, so their trees are built and there is nothing to boot in them. ")
        + "Set the metadatum Kernel, or add HV0050 to NoWarn if the trees are all that is needed.");

    public static Diagnostic NotAKernel(SourceSpan at, string role, string path, string guest, string found) =>
        Diagnostic.Warning("HV0049", at,
        $"{role} '{path}' of guest '{guest}' must be a program that the guest's CPUs can start, but {found}. Name the file that was built, "
        + "such as a zImage, an Image or an ELF file.");
}
