using System.Collections.Immutable;
using Partition.Building.Diagnostics;
using Partition.Building.Kernels;
using Partition.Diagnostics;

namespace Partition.Building.Guests;

/// <summary>Finds a kernel that is made for other CPUs than the guest's.</summary>
internal static class ArchitectureCheck
{
    /// <summary>Checks a guest.</summary>
    /// <param name="guest">Its name.</param>
    /// <param name="kernel">What its kernel is made for.</param>
    /// <param name="processors">What its CPUs execute, as far as it is known.</param>
    /// <param name="at">Locates the kernel in the project.</param>
    public static IEnumerable<Diagnostic> Run(
        string guest, MachineArchitecture kernel, ImmutableArray<MachineArchitecture> processors, Func<SourceSpan> at) =>
        kernel == MachineArchitecture.Unknown || processors.IsEmpty || processors.Any(processor => Runs(processor, kernel))
            ? []
            : [GuestBootDiagnostics.KernelOfOtherArchitecture(at(), guest, kernel, processors[0])];

    // Whether a 64-bit CPU runs a 32-bit kernel is up to the hypervisor: Xen starts it so.
    private static bool Runs(MachineArchitecture processor, MachineArchitecture kernel) =>
        processor == kernel || (processor, kernel) == (MachineArchitecture.Arm64, MachineArchitecture.Arm);
}
