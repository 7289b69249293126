using System.Collections.Immutable;
using Partition.Building.Items;
using Partition.Building.Stages;
using Partition.Building.Trees;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Hypervisors;
using Partition.Partitioning;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Requests;

namespace Partition.Building.Plans;

/// <summary>A project's board, read, and divided among its guests. A build makes one, whatever the number of guests and stages.</summary>
/// <param name="Hypervisor">The hypervisor.</param>
/// <param name="Plan">Who gets what.</param>
/// <param name="Findings">What was found in the items and the plan; the partition must not be built when one is an error.</param>
/// <param name="BoardFiles">The files that say what the board is: those of its tree, and of its clocks.</param>
internal sealed record PartitionEvaluation(
    IHypervisor Hypervisor, PartitionPlan Plan, ImmutableArray<Diagnostic> Findings, ImmutableArray<DatedFile> BoardFiles)
{
    // Without the guests, or without the RAM, what follows would be guesses.
    private static readonly string[] s_decisive = ["HV2003", "HV2055"];

    /// <summary>Finds the evaluation of this build, or evaluates the project.</summary>
    /// <param name="session">The build.</param>
    /// <param name="project">The project.</param>
    /// <returns>The evaluation; <see langword="null"/> without a board or a hypervisor, which is then reported.</returns>
    public static PartitionEvaluation? Of(BuildSession session, PartitionProject project)
    {
        string key = $"partition {session.ProjectFile} {StageDigest.Of(project, session.SdkIdentity)}";
        if (session.Recall(key) is PartitionEvaluation known)
        {
            return known;
        }

        PartitionEvaluation? evaluation = Evaluate(session, project);
        if (evaluation is not null)
        {
            session.Remember(key, evaluation);
        }

        return evaluation;
    }

    /// <summary>
    /// Evaluates a project for a stage that comes after the plan, which has reported everything but what keeps it from going on.
    /// </summary>
    /// <returns>The evaluation; <see langword="null"/> when the partition would not hold.</returns>
    public static PartitionEvaluation? Sound(BuildSession session, PartitionProject project) =>
        Of(session, project) is { } evaluation
        && session.Report(evaluation.Findings.Where(static finding => finding.Severity == DiagnosticSeverity.Error)) ? evaluation : null;

    /// <summary>The item of a guest.</summary>
    public static ProjectItem ItemOf(PartitionProject project, GuestPlan guest) =>
        project.Guests.First(item => item.Identity == guest.Name);

    /// <summary>Evaluates a project whose board and hypervisor are known.</summary>
    public static PartitionEvaluation Evaluate(BuildSession session, PartitionProject project, IHypervisor hypervisor, CompiledTree board)
    {
        var findings = new List<Diagnostic>();
        session.Say(Importance.Detailed, $"Planning {project.HostDeviceTree} for {hypervisor.Name}");
        var clocks = Plans.BoardClocks.ReadAll(session, project.BoardClocks, findings);
        ImmutableArray<DatedFile> read = [.. board.Read, .. clocks.Read];
        PartitionRequest request = ReadRequest(session, project, board.Document, hypervisor, findings) with
        {
            MeasuredClocks = clocks.Clocks,
        };
        if (findings.Exists(static finding => s_decisive.Contains(finding.Code)))
        {
            PartitionPlan none = PartitionPlanner.Plan(request with { Guests = [], SupplierPolicies = [], Allowances = [] });
            return new(hypervisor, none, [.. findings.Where(static finding => s_decisive.Contains(finding.Code))], read);
        }

        PartitionEvaluation divided = Divide(hypervisor, request);
        return divided with { Findings = [.. findings, .. divided.Findings], BoardFiles = read };
    }

    /// <summary>Divides a board among guests that are read, by all rules: those of a partition and those of the hypervisor.</summary>
    public static PartitionEvaluation Divide(IHypervisor hypervisor, PartitionRequest request)
    {
        PartitionPlan plan = PartitionPlanner.Plan(request);
        ImmutableArray<Diagnostic> findings = hypervisor.Policy.Refuse(request.Board) is { } refusal
            ? [refusal]
            : [.. plan.Diagnostics, .. hypervisor.Check(plan)];
        return new(hypervisor, plan, findings, []);
    }

    private static PartitionEvaluation? Evaluate(BuildSession session, PartitionProject project)
    {
        var findings = new List<Diagnostic>();
        IHypervisor? hypervisor = HypervisorCatalog.Find(project.Hypervisor, findings);
        session.Report(findings, session.SpanOfProperty("Hypervisor"));
        return hypervisor is null || BoardTree.Find(session, project.HostDeviceTree, project.Trees) is not { } board
            ? null
            : Evaluate(session, project, hypervisor, board);
    }

    private static PartitionRequest ReadRequest(
        BuildSession session, PartitionProject project, DeviceTreeDocument tree, IHypervisor hypervisor, List<Diagnostic> findings)
    {
        ulong pageSize = PartitionRequest.ReadPageSize(project.PageSize, session.SpanOfProperty("PartitionPageSize"), findings);
        DeviceTreeDocument board = BoardMemory.Write(
            tree, project.BoardMemory, pageSize, session.SpanOfProperty(ProjectProperties.BoardMemory), findings);
        var items = new GuestItems(session.Spans, project.Guests, project.GuestDevices, project.VirtualDevices);
        var suppliers = new SupplierItems(session.Spans, findings);
        return new(Board.Read(board), items.Read(findings))
        {
            Policy = hypervisor.Policy.OwnershipWith(project.HypervisorArguments),
            Profile = project.Profile,
            PageSize = pageSize,
            SupplierPolicies = suppliers.ReadPolicies(project.SupplierPolicies),
            ClockRates = suppliers.ReadRates(project.ClockRates),
            Allowances = [.. project.Allowances.Select(item => new AllowanceRequest(
                item.Identity,
                item.GetMetadata("Rule"),
                item.GetMetadata("Reason"),
                session.Spans.SpanOf(item, "PartitionAllowance", "")))],
        };
    }
}
