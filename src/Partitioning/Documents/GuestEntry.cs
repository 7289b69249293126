using System.Collections.Immutable;

namespace Partition.Partitioning.Documents;

/// <summary>A guest of a plan.</summary>
/// <param name="Name">Its name.</param>
internal sealed record GuestEntry(string Name)
{
    /// <summary>Where the project has it.</summary>
    public LocationEntry? Location { get; init; }

    /// <summary>Its RAM, at guest addresses.</summary>
    public required RangeEntry Memory { get; init; }

    /// <summary>Its RAM at the board's addresses; <see langword="null"/> when the hypervisor chooses the place.</summary>
    public RangeEntry? HostMemory { get; init; }

    /// <summary>How many CPUs it has.</summary>
    public int Cpus { get; init; }

    /// <summary>The numbers of the board's CPUs that it may run on.</summary>
    public ImmutableArray<int> HostCpus { get; init; } = [];

    /// <summary>Whether no other guest may run on these.</summary>
    public bool ExclusiveCpus { get; init; }

    /// <summary>The kernel's command line; <see langword="null"/> for that of the board's tree.</summary>
    public string? KernelArguments { get; init; }

    /// <summary>What its devices use of suppliers that it does without: firmware, or another guest, has set these.</summary>
    public ImmutableArray<LeaseEntry> Leases
    {
        get => field.IsDefault ? [] : field; // A document of an earlier version does not have them.
        init;
    }
}
