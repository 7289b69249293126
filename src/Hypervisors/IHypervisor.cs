using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Consoles;
using Partition.Partitioning.Consistency;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors;

/// <summary>What a hypervisor needs to hold a partition. One folder implements it; adding a hypervisor touches no other.</summary>
/// <remarks>docs/hypervisors.md walks through it in the order of a build.</remarks>
internal interface IHypervisor
{
    /// <summary>The name a project writes: <c>Xvisor</c>.</summary>
    string Name { get; }

    /// <summary>Whether guest kernels run deprivileged on a board, so that their sensitive instructions must become hypercalls.</summary>
    /// <param name="plan">The plan, with the board.</param>
    bool PatchesKernels(PartitionPlan plan);

    /// <summary>The firmware that guests have when the project names none, as a path in a built hypervisor's folder; empty for none.</summary>
    /// <param name="plan">The plan, with the board.</param>
    string FirmwareOf(PartitionPlan plan);

    /// <summary>Whether it is booted itself, with a tree of its own; otherwise each guest boots by itself.</summary>
    bool IsBooted { get; }

    /// <summary>Whether each guest has a tree that tells the hypervisor what to give it.</summary>
    bool TakesConfigTrees { get; }

    /// <summary>What it makes of the board's devices and memory: which are real, and which it keeps for itself.</summary>
    IOwnershipPolicy Ownership { get; }

    /// <summary>Tells what of a whole plan it cannot hold, beyond the rules that are the same for all hypervisors.</summary>
    /// <param name="plan">The plan, with the findings that the project allows.</param>
    /// <returns>The faults.</returns>
    IEnumerable<Diagnostic> Check(PartitionPlan plan);

    /// <summary>Builds the tree that a guest's operating system sees, or foretells it where the hypervisor makes it by itself.</summary>
    /// <param name="plan">What the guest gets.</param>
    /// <returns>A new tree.</returns>
    DeviceTreeDocument BuildOperatingSystemTree(GuestPlan plan);

    /// <summary>Builds the tree that tells the hypervisor what to give a guest.</summary>
    /// <param name="plan">What the guest gets.</param>
    /// <param name="diagnostics">Takes the faults.</param>
    /// <returns>The tree, or <see langword="null"/> when this hypervisor takes none.</returns>
    DeviceTreeDocument? BuildConfigTree(GuestPlan plan, ICollection<Diagnostic> diagnostics);

    /// <summary>Checks a tree that is to tell the hypervisor what to give a guest, whoever wrote it.</summary>
    /// <param name="plan">What the guest gets by the plan.</param>
    /// <param name="configTree">The tree, with references resolved.</param>
    /// <returns>What the hypervisor would refuse in it, at the places of its source where it has one.</returns>
    IEnumerable<Diagnostic> CheckConfigTree(GuestPlan plan, DeviceTreeDocument configTree);

    /// <summary>Reads what a guest is given.</summary>
    /// <param name="plan">What the guest gets by the plan.</param>
    /// <param name="configTree">The tree that the hypervisor is given for the guest; <see langword="null"/> when it takes none.</param>
    /// <returns>The guest's address space, as far as something stands behind it.</returns>
    ImmutableArray<GuestRegion> ReadRegions(GuestPlan plan, DeviceTreeDocument? configTree);

    /// <summary>Adds to the board's tree what the hypervisor itself reads in it.</summary>
    /// <param name="host">A copy of the board's tree, which is changed.</param>
    /// <param name="request">The guests and the built files.</param>
    /// <param name="diagnostics">Takes the faults.</param>
    void CompleteHostTree(DeviceTreeDocument host, BootRequest request, ICollection<Diagnostic> diagnostics);

    /// <summary>Lays out what the machine boots from.</summary>
    /// <param name="request">The guests and the built files.</param>
    /// <returns>The files, and the faults found.</returns>
    BootFileSet BuildBootFiles(BootRequest request);

    /// <summary>Whether it reads a file of the boot medium as text with rules of its own, such as a script, so that one of the project's is checked.</summary>
    /// <param name="targetPath">Where the file is, from the medium's root.</param>
    bool ReadsBootText(string targetPath);

    /// <summary>Checks such a file.</summary>
    /// <param name="targetPath">Where the file is, from the medium's root.</param>
    /// <param name="text">What is in it.</param>
    /// <param name="source">The project's file that it comes from.</param>
    /// <returns>What the hypervisor would stumble over, at the lines of the source.</returns>
    IEnumerable<Diagnostic> CheckBootText(string targetPath, string text, string source);

    /// <summary>Completes the command that boots it in QEMU.</summary>
    /// <param name="command">The command with the machine, the hypervisor and its tree; its memory is empty where the project does not say.</param>
    /// <param name="built">What was built.</param>
    /// <returns>The command, which must have a size of memory.</returns>
    QemuCommandLine CompleteCommand(QemuCommandLine command, BuiltPartition built);

    /// <summary>Selects the guests whose consoles are on the machine's own.</summary>
    /// <param name="started">The guests that the machine starts, in the project's order.</param>
    /// <returns>Those that can be heard there.</returns>
    ImmutableArray<string> SelectHeard(ImmutableArray<string> started);

    /// <summary>Tells whose a line of the machine's console is.</summary>
    /// <param name="line">The line, or the start of one that is not finished, without control characters.</param>
    /// <param name="started">The guests that the machine starts, in the project's order.</param>
    /// <returns>The line without what the hypervisor wrote before it.</returns>
    ConsoleLine AttributeLine(string line, ImmutableArray<string> started);
}
