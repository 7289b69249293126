using System.Collections.Immutable;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Boot;

/// <summary>A guest and how large the files are that were built for it.</summary>
/// <param name="Plan">What the guest gets.</param>
/// <param name="Lengths">Length in bytes of each file that there is.</param>
/// <param name="AutoStart">Whether the guest runs as soon as the machine is up.</param>
/// <param name="OperatingSystemTreeName">File name of the tree that the guest's operating system sees.</param>
internal sealed record GuestFiles(
    GuestPlan Plan,
    ImmutableDictionary<GuestFileKind, ulong> Lengths,
    bool AutoStart,
    string OperatingSystemTreeName)
{
    /// <summary>
    /// What tells the content of each file from that of others, such as its SHA-256: files of two guests with equal digests need be
    /// stored only once. A file without one is taken for different from all others.
    /// </summary>
    public ImmutableDictionary<GuestFileKind, string> Digests { get; init; } = ImmutableDictionary<GuestFileKind, string>.Empty;

    /// <summary>The format of the kernel.</summary>
    public GuestKernelFormat KernelFormat { get; init; }
}
