using System.Collections.Immutable;

namespace Partition.Hypervisors.Boot;

/// <summary>What boot files are laid out for.</summary>
/// <param name="BoardName">The board's name as it appears in folders of the image: <c>vexpress-a9</c>.</param>
/// <param name="Guests">The guests, in the project's order.</param>
internal sealed record BootRequest(string BoardName, ImmutableArray<GuestFiles> Guests)
{
    /// <summary>The hypervisor's own command line; empty for what it needs at least.</summary>
    public string HypervisorArguments { get; init; } = "";

    /// <summary>Whether the project has the hypervisor itself, so that it can go onto the boot medium.</summary>
    public bool HasHypervisor { get; init; }

    /// <summary>The file of the hypervisor; empty when the project does not have it.</summary>
    public ReadOnlyMemory<byte> Hypervisor { get; init; }
}
