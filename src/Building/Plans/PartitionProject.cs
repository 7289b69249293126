using System.Collections.Immutable;
using Partition.Building.Items;
using Partition.Building.Trees;

namespace Partition.Building.Plans;

/// <summary>What a project says that decides who gets what of the board.</summary>
internal sealed record PartitionProject
{
    /// <summary>The source of the board's device tree, relative to the project's directory.</summary>
    public required string HostDeviceTree { get; init; }

    /// <summary>The board's RAM where its tree has none, <c>0x80000000:1G</c>; empty where the tree has it.</summary>
    public string BoardMemory { get; init; } = "";

    /// <summary>Include directories and macros of all trees.</summary>
    public required TreeOptions Trees { get; init; }

    /// <summary>The hypervisor's name.</summary>
    public required string Hypervisor { get; init; }

    /// <summary>The hypervisor's command line; empty for the made one, which has the least that it needs.</summary>
    public string HypervisorArguments { get; init; } = "";

    /// <summary>The <c>Guest</c> items.</summary>
    public ImmutableArray<ProjectItem> Guests { get; init; } = [];

    /// <summary>The <c>GuestDevice</c> items, which refine single devices of single guests.</summary>
    public ImmutableArray<ProjectItem> GuestDevices { get; init; } = [];

    /// <summary>The <c>VirtualDevice</c> items: devices that no board has.</summary>
    public ImmutableArray<ProjectItem> VirtualDevices { get; init; } = [];

    /// <summary>The <c>SupplierPolicy</c> items: who has the suppliers that several guests need.</summary>
    public ImmutableArray<ProjectItem> SupplierPolicies { get; init; } = [];

    /// <summary>The <c>ClockRate</c> items: rates of clocks that guests do not set themselves.</summary>
    public ImmutableArray<ProjectItem> ClockRates { get; init; } = [];

    /// <summary>The <c>BoardClocks</c> items: files with the rates of the running board's clocks.</summary>
    public ImmutableArray<ProjectItem> BoardClocks { get; init; } = [];

    /// <summary>The <c>PartitionAllowance</c> items: findings that the project allows.</summary>
    public ImmutableArray<ProjectItem> Allowances { get; init; } = [];

    /// <summary>
    /// The machine that guests are written for, in the hypervisor's words; empty for the one that the board's tree shows.
    /// </summary>
    public string Profile { get; init; } = "";

    /// <summary>The unit in which memory is given to guests: 4K.</summary>
    public string PageSize { get; init; } = "4K";
}
