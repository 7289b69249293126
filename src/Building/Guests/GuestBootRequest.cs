using Partition.Building.Kernels;

namespace Partition.Building.Guests;

/// <summary>What decides whether a guest's kernel fits the guest, besides the guest's tree.</summary>
/// <param name="Guest">The guest's name.</param>
/// <param name="Kernel">What its kernel is.</param>
/// <param name="Hypervisor">The hypervisor's name; may be empty.</param>
/// <param name="Directory">The folder of the guest's intermediate files, with a slash at its end.</param>
internal sealed record GuestBootRequest(string Guest, KernelIdentity Kernel, string Hypervisor, string Directory)
{
    /// <summary>The kernel's arguments that the project gives; empty for those of the tree.</summary>
    public string Arguments { get; init; } = "";

    /// <summary>The tree that the guest's operating system sees; it need not exist.</summary>
    public string TreeFile { get; init; } = "";

    /// <summary>The record of what was found.</summary>
    public string RecordFile => GuestBoot.RecordIn(Directory);
}
