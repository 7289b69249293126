using System.Collections.Frozen;
using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Model;

/// <summary>What one guest gets of the board.</summary>
internal sealed class GuestPlan
{
    private readonly PartitionRequest _partition;
    private readonly IReadOnlyDictionary<DeviceTreeNode, ImmutableArray<NeedStep>> _kept;
    private Dictionary<DeviceTreeNode, OwnedDevice>? _byNode;

    internal GuestPlan(
        PartitionRequest partition,
        GuestRequest request,
        AddressRange memory,
        ImmutableArray<OwnedDevice> devices,
        IReadOnlyDictionary<DeviceTreeNode, ImmutableArray<NeedStep>> kept,
        FrozenSuppliers frozen)
    {
        _partition = partition;
        Request = request;
        Memory = memory;
        Devices = devices;
        _kept = kept;
        Frozen = frozen;
    }

    /// <summary>The whole board.</summary>
    public Board Board => _partition.Board;

    /// <summary>What the hypervisor makes of it.</summary>
    public IOwnershipPolicy Policy => _partition.Policy;

    /// <summary>
    /// The machine that guests are written for, in the hypervisor's words; empty for the one that the board's tree shows.
    /// </summary>
    public string Profile => _partition.Profile;

    /// <summary>What the project asked for.</summary>
    public GuestRequest Request { get; }

    /// <summary>The guest's name.</summary>
    public string Name => Request.Name;

    /// <summary>The guest's RAM, at guest addresses.</summary>
    public AddressRange Memory { get; }

    /// <summary>The guest's RAM at the board's addresses; <see langword="null"/> when the hypervisor chooses the place.</summary>
    public AddressRange? HostMemory =>
        Request.PhysicalMemoryBase is ulong start ? Memory with { Start = start } : Policy.MapsMemoryIdentically ? Memory : null;

    /// <summary>The devices of roles Device and Platform that the guest gets, in the tree's order.</summary>
    public ImmutableArray<OwnedDevice> Devices { get; }

    /// <summary>The guest's CPU nodes.</summary>
    public ImmutableArray<DeviceTreeNode> Cpus => CpusOf(Board, Request);

    /// <summary>The CPUs of the board that the guest does not have, and what belongs to these alone.</summary>
    internal IReadOnlySet<DeviceTreeNode> Absent { get; init; } = FrozenSet<DeviceTreeNode>.Empty;

    /// <summary>The numbers of the board's CPUs that the guest may run on, in rising order.</summary>
    public ImmutableArray<int> HostCpus =>
        Request.CpuAffinity.IsEmpty ? [.. Enumerable.Range(0, Board.Cpus.Length)] : [.. Request.CpuAffinity.Order()];

    /// <summary>The suppliers that the guest does without.</summary>
    internal FrozenSuppliers Frozen { get; }

    /// <summary>What of these suppliers the guest's devices refer to, in the tree's order.</summary>
    internal ImmutableArray<SupplierLease> Leases { get; init; } = [];

    /// <summary>The nodes that the guest uses although the board's tree disables them.</summary>
    internal IReadOnlySet<DeviceTreeNode> Enabled { get; init; } = FrozenSet<DeviceTreeNode>.Empty;

    /// <summary>Finds the node, or the nearest above it, that is disabled in the guest's tree; <see langword="null"/> for none.</summary>
    internal DeviceTreeNode? FindDisabled(DeviceTreeNode node) => Board.FindDisabled(node, Enabled);

    /// <summary>The CPU nodes that a guest gets.</summary>
    internal static ImmutableArray<DeviceTreeNode> CpusOf(Board board, GuestRequest guest) =>
        board.Cpus[..Math.Min(guest.Cpus, board.Cpus.Length)];

    /// <summary>Every node of the board's tree that the guest's own tree keeps, buses and clocks included.</summary>
    internal IEnumerable<DeviceTreeNode> KeptNodes => _kept.Keys;

    /// <summary>Whether the guest's own tree keeps a node.</summary>
    internal bool Keeps(DeviceTreeNode node) => _kept.ContainsKey(node);

    /// <summary>Why the guest's own tree keeps a node: the way of a need; empty for what the guest has anyway.</summary>
    internal ImmutableArray<NeedStep> WhyKept(DeviceTreeNode node) => _kept.GetValueOrDefault(node, []);

    /// <summary>
    /// Where the project says that the guest does without a supplier, or where it gives the guest what needs the supplier.
    /// </summary>
    internal SourceSpan SpanOfSupplier(DeviceTreeNode supplier) =>
        Find(supplier) is { Span.HasFile: true } owned ? owned.Span : Request.SpanOf(GuestMetadata.Devices);

    /// <summary>Finds what the guest gets of a node, or <see langword="null"/>.</summary>
    internal OwnedDevice? Find(DeviceTreeNode node) =>
        (_byNode ??= Devices.ToDictionary(static owned => owned.Device.Node)).GetValueOrDefault(node);
}
