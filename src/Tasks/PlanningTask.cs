using Microsoft.Build.Framework;
using Partition.Building.Plans;
using Partition.Building.Trees;

namespace Partition.Tasks;

/// <summary>A task that needs to know who gets what of the board.</summary>
public abstract class PlanningTask : StageTask
{
    /// <summary>The source of the board's device tree.</summary>
    [Required] public string HostDeviceTree { get; set; } = "";

    /// <summary>The board's RAM where its tree leaves it to the boot loader: 0x80000000:1G.</summary>
    public string BoardMemory { get; set; } = "";

    /// <summary>Directories searched for includes.</summary>
    public ITaskItem[] IncludeDirectories { get; set; } = [];

    /// <summary>Macros, <c>NAME</c> or <c>NAME=value</c>.</summary>
    public string[] Defines { get; set; } = [];

    /// <summary>All guests of the project.</summary>
    public ITaskItem[] Guests { get; set; } = [];

    /// <summary>Refinements for single devices of single guests.</summary>
    public ITaskItem[] GuestDevices { get; set; } = [];

    /// <summary>Devices that no board has: each with Guest, Type and Backend.</summary>
    public ITaskItem[] VirtualDevices { get; set; } = [];

    /// <summary>The date that the macro <c>__DATE__</c> of device tree sources shows, in seconds since 1970.</summary>
    public string SourceDate { get; set; } = "";

    /// <summary>Who has the suppliers that several guests need: each with Owner and Others.</summary>
    public ITaskItem[] SupplierPolicies { get; set; } = [];

    /// <summary>Rates of clocks that guests do not set themselves: each with Frequency.</summary>
    public ITaskItem[] ClockRates { get; set; } = [];

    /// <summary>Files with the rates of the running board's clocks.</summary>
    public ITaskItem[] BoardClocks { get; set; } = [];

    /// <summary>Findings that the project allows for named devices: each with Rule and Reason.</summary>
    public ITaskItem[] Allowances { get; set; } = [];

    /// <summary>
    /// The machine that guests are written for, in the hypervisor's words; empty for the one that the board's tree shows.
    /// </summary>
    public string Profile { get; set; } = "";

    /// <summary>The unit in which memory is given to guests: 4K.</summary>
    [Required] public string PageSize { get; set; } = "";

    /// <summary>The hypervisor's name.</summary>
    [Required] public string Hypervisor { get; set; } = "";

    /// <summary>The hypervisor's command line; empty for the least that it needs.</summary>
    public string HypervisorArguments { get; set; } = "";

    /// <summary>What decides the plan.</summary>
    private protected PartitionProject Project => field ??= new()
    {
        HostDeviceTree = HostDeviceTree,
        BoardMemory = BoardMemory,
        Trees = new TreeOptions(ItemsOf(IncludeDirectories), [.. Defines]) { SourceDate = ReadDate(SourceDate) },
        Hypervisor = Hypervisor,
        HypervisorArguments = HypervisorArguments,
        Guests = ItemsOf(Guests),
        GuestDevices = ItemsOf(GuestDevices),
        VirtualDevices = ItemsOf(VirtualDevices),
        SupplierPolicies = ItemsOf(SupplierPolicies),
        ClockRates = ItemsOf(ClockRates),
        BoardClocks = ItemsOf(BoardClocks),
        Allowances = ItemsOf(Allowances),
        Profile = Profile,
        PageSize = PageSize,
    };
}
