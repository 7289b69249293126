using System.Collections.Immutable;
using Partition.DeviceTree;
using Partition.Slicing;

namespace Partition.Hypervisors;

/// <summary>What a hypervisor needs to hold a partition. One folder implements it; adding a hypervisor touches no other.</summary>
public interface IHypervisor
{
    /// <summary>The name a project writes: <c>Xvisor</c>.</summary>
    string Name { get; }

    /// <summary>Whether guest kernels run deprivileged, so that their sensitive instructions must become hypercalls.</summary>
    bool PatchesKernels { get; }

    /// <summary>Whether the machine boots from a disk image with the guests on it.</summary>
    bool BootsFromDiskImage { get; }

    /// <summary>Whether each guest has a tree that tells the hypervisor what to give it.</summary>
    bool TakesConfigTrees { get; }

    /// <summary>What it makes of the board's devices and memory: which are real, and which it keeps for itself.</summary>
    IOwnershipPolicy Ownership { get; }

    /// <summary>Builds the tree that tells the hypervisor what to give a guest.</summary>
    /// <param name="plan">What the guest gets.</param>
    /// <param name="diagnostics">Takes the faults.</param>
    /// <returns>The tree, or <see langword="null"/> when this hypervisor takes none.</returns>
    DeviceTreeDocument? BuildConfigTree(GuestPlan plan, ICollection<Diagnostic> diagnostics);

    /// <summary>Reads what a guest is given.</summary>
    /// <param name="plan">What the guest gets by the plan.</param>
    /// <param name="configTree">The tree that the hypervisor is given for the guest; <see langword="null"/> when it takes none.</param>
    /// <returns>The guest's address space, as far as something stands behind it.</returns>
    ImmutableArray<GuestRegion> ReadRegions(GuestPlan plan, DeviceTreeDocument? configTree);

    /// <summary>Adds to the board's tree what the hypervisor itself reads in it.</summary>
    /// <param name="host">A copy of the board's tree, which is changed.</param>
    /// <param name="diagnostics">Takes the faults.</param>
    void CompleteHostTree(DeviceTreeDocument host, ICollection<Diagnostic> diagnostics);

    /// <summary>Lays out what the machine boots from.</summary>
    /// <param name="request">The board and the built files.</param>
    /// <returns>The files, and the faults found.</returns>
    BootFileSet BuildBootFiles(BootRequest request);
}
