using System.Collections.Immutable;
using System.Numerics;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Model;

/// <summary>Everything that decides a partition.</summary>
/// <param name="Board">The board.</param>
/// <param name="Guests">What the project asks for, in its order.</param>
internal sealed record PartitionRequest(Board Board, ImmutableArray<GuestRequest> Guests)
{
    /// <summary>The size of a page when the project does not say, in bytes: the smallest that an ARM MMU maps.</summary>
    public const ulong DefaultPageSize = 4096;

    /// <summary>What the hypervisor makes of it.</summary>
    public IOwnershipPolicy Policy { get; init; } = BareBoardPolicy.Instance;

    /// <summary>The unit in which memory is given to guests, in bytes, a power of two.</summary>
    public ulong PageSize { get; init; } = DefaultPageSize;

    /// <summary>
    /// The machine that guests are written for, in the hypervisor's words; empty for the one that the board's tree shows.
    /// </summary>
    public string Profile { get; init; } = "";

    /// <summary>Findings that the project allows, with its reasons.</summary>
    public ImmutableArray<AllowanceRequest> Allowances { get; init; } = [];

    /// <summary>Who has the suppliers that several guests need, and how the others do without.</summary>
    public ImmutableArray<SupplierPolicyRequest> SupplierPolicies { get; init; } = [];

    /// <summary>The rates of clocks, as the project says them.</summary>
    public ImmutableArray<ClockRateRequest> ClockRates { get; init; } = [];

    /// <summary>The rates of clocks that Linux shows on the running board.</summary>
    public ImmutableArray<MeasuredClock> MeasuredClocks { get; init; } = [];

    /// <summary>Reads the size of a page.</summary>
    /// <param name="text">A size, <c>4K</c>.</param>
    /// <param name="at">Where the project gives it.</param>
    /// <param name="diagnostics">Takes the fault of a text that is none; the default then holds.</param>
    /// <returns>The size in bytes.</returns>
    public static ulong ReadPageSize(string text, SourceSpan at, ICollection<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        if (ByteSize.TryParse(text, out ByteSize size) && size.Bytes >= DefaultPageSize && BitOperations.IsPow2(size.Bytes))
        {
            return size.Bytes;
        }

        diagnostics.Add(PartitionDiagnostics.InvalidPageSize(at, text));
        return DefaultPageSize;
    }
}
