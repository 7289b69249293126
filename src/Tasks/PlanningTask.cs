using Microsoft.Build.Framework;
using Partition.Building.Plans;
using Partition.Building.Trees;

namespace Partition.Tasks;

/// <summary>A task that needs to know who gets what of the board.</summary>
public abstract class PlanningTask : StageTask
{
    /// <summary>The source of the board's device tree.</summary>
    [Required] public string HostDeviceTree { get; set; } = "";

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

    /// <summary>Findings that the project allows for named devices: each with Rule and Reason.</summary>
    public ITaskItem[] Allowances { get; set; } = [];

    /// <summary>The machine that guests are written for, in the hypervisor's words; empty for the one that the board's tree shows.</summary>
    public string Profile { get; set; } = "";

    /// <summary>The unit in which memory is given to guests: 4K.</summary>
    [Required] public string PageSize { get; set; } = "";

    /// <summary>The hypervisor's name.</summary>
    [Required] public string Hypervisor { get; set; } = "";

    /// <summary>What decides the plan.</summary>
    private protected PartitionProject Project => field ??= new()
    {
<<<<<<< HEAD
        HostDeviceTree = HostDeviceTree,
        Trees = new TreeOptions(ItemsOf(IncludeDirectories), [.. Defines]),
        Hypervisor = Hypervisor,
        Guests = ItemsOf(Guests),
        GuestDevices = ItemsOf(GuestDevices),
        VirtualDevices = ItemsOf(VirtualDevices),
        Allowances = ItemsOf(Allowances),
        Profile = Profile,
        PageSize = PageSize,
    };
=======
        var diagnostics = new List<Diagnostic>();
        IHypervisor? hypervisor = HypervisorCatalog.Find(Hypervisor, diagnostics);
        Report(diagnostics);
        return hypervisor;
    }

    /// <summary>Compiles the board's tree.</summary>
    /// <returns>The tree, or <see langword="null"/> when it has errors; those are reported.</returns>
    private protected DeviceTreeDocument? CompileHost() =>
        Trees.Compile(HostDeviceTree.ItemSpec, "HostDeviceTree", Places.FindProperty(ProjectFile, "HostDeviceTree"), Report)?.Document;

    /// <summary>Plans the partition.</summary>
    /// <param name="isFirst">Whether faults of the plan are to be reported; tasks that come later only repeat them.</param>
    /// <returns>The plan, or <see langword="null"/> when it does not hold.</returns>
    private protected PartitionPlan? Plan(bool isFirst = false)
    {
        if (FindHypervisor() is not { } hypervisor || CompileHost() is not { } host)
        {
            return null;
        }

        var diagnostics = new List<Diagnostic>();
        ImmutableArray<GuestRequest> guests = new GuestItems(Places, Guests, GuestDevices, VirtualDevices).Read(diagnostics);
        PartitionPlan plan = PartitionPlanner.Plan(new PartitionRequest(Board.Read(host), guests)
        {
            Policy = hypervisor.Policy.Ownership,
            Profile = Profile,
            PageSize = PartitionRequest.ReadPageSize(PageSize, Places.FindProperty(ProjectFile, "PartitionPageSize"), diagnostics),
            Allowances = [.. Allowances.Select(ReadAllowance)],
        });
        IEnumerable<Diagnostic> found = diagnostics.Concat(plan.Diagnostics).Concat(hypervisor.Check(plan));
        bool isClean = Report(isFirst ? found : found.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return isClean ? plan : null;
    }

    private AllowanceRequest ReadAllowance(ITaskItem item) => new(
        item.ItemSpec, item.GetMetadata("Rule"), item.GetMetadata("Reason"), Places.Find(item, "PartitionAllowance", ""));

    /// <summary>The item of a guest.</summary>
    private protected ITaskItem ItemOf(GuestPlan guest) => Guests.First(item => item.ItemSpec == guest.Name);
>>>>>>> h-hyp
}
