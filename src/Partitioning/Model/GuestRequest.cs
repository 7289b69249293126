using System.Collections.Immutable;
using Partition.Diagnostics;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Model;

/// <summary>What a project asks for one guest.</summary>
/// <param name="Name">The guest's name.</param>
internal sealed partial record GuestRequest(string Name)
{
    /// <summary>How much RAM the guest gets.</summary>
    public ByteSize Memory { get; init; }

    /// <summary>Guest address of the first byte of its RAM; <see langword="null"/> for where the board's RAM begins.</summary>
    public ulong? MemoryBase { get; init; }

    /// <summary>
    /// Board address of the first byte of its RAM, where the project fixes it; <see langword="null"/> leaves the place to the hypervisor.
    /// </summary>
    public ulong? PhysicalMemoryBase { get; init; }

    /// <summary>The numbers of the board's CPUs that the guest may run on, counted in the tree's order from 0; empty for any.</summary>
    public ImmutableArray<int> CpuAffinity { get; init; } = [];

    /// <summary>Whether no other guest may run on its CPUs.</summary>
    public bool ExclusiveCpus { get; init; }

    /// <summary>How many CPUs the guest gets, the board's first ones.</summary>
    public int Cpus { get; init; } = GuestMetadata.Defaults.Cpus;

    /// <summary>The devices, as set algebra: <c>*; !uart3</c>.</summary>
    public string Devices { get; init; } = GuestMetadata.Defaults.Devices;

    /// <summary>The kernel's command line; empty leaves that of the board's tree.</summary>
    public string KernelArguments { get; init; } = "";

    /// <summary>Refinements for single devices.</summary>
    public ImmutableArray<GuestDeviceRequest> Refinements { get; init; } = [];

    /// <summary>Devices that no board has, which the hypervisor makes for the guest.</summary>
    public ImmutableArray<VirtualDeviceRequest> VirtualDevices { get; init; } = [];

    /// <summary>Where the project speaks of the guest: by the name of the metadatum, and the item itself under an empty name.</summary>
    public ImmutableDictionary<string, SourceSpan> Spans { get; init; } = ImmutableDictionary<string, SourceSpan>.Empty;

    /// <summary>Where the project gives a metadatum of this guest, or else where it has the guest.</summary>
    public SourceSpan SpanOf(string metadata) =>
        Spans.TryGetValue(metadata, out SourceSpan span) || Spans.TryGetValue("", out span) ? span : SourceSpan.None;
}
