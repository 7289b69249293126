using System.Collections.Immutable;
using Partition.Building.BootMedium;
using Partition.Building.Items;
using Partition.Building.Plans;
using Partition.Building.Trees;
using Partition.Diagnostics;
using Partition.Hypervisors;
using Partition.Hypervisors.Boot;
using Partition.Partitioning;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Tests;

/// <summary>
/// A partition that the steps of a build make in memory, as far as a test needs it: planned, with trees, with a boot medium.
/// </summary>
internal sealed class PartitionFixture
{
    private readonly TestSession _session;
    private readonly ImmutableArray<ProjectItem> _items;
    private readonly List<Diagnostic> _found;

    private PartitionFixture(TestSession session, PartitionEvaluation evaluation, ImmutableArray<ProjectItem> items)
    {
        _session = session;
        _items = items;
        _found = [.. evaluation.Findings];
        Evaluation = evaluation;
    }

    public PartitionEvaluation Evaluation { get; }

    public IHypervisor Hypervisor => Evaluation.Hypervisor;

    public PartitionPlan Plan => Evaluation.Plan;

    /// <summary>The trees of each guest whose trees could be made.</summary>
    public Dictionary<string, GuestTrees> Trees { get; } = new(StringComparer.Ordinal);

    /// <summary>What the hypervisor boots by; <see langword="null"/> before <see cref="LayOutBoot"/> and where nothing is booted.</summary>
    public BootLayout? Boot { get; private set; }

    /// <summary>Everything found so far.</summary>
    public IEnumerable<Diagnostic> Diagnostics => _found.Concat(_session.Reported);

    public IEnumerable<Diagnostic> Errors => Diagnostics.Where(static found => found.Severity == DiagnosticSeverity.Error);

    /// <summary>Plans for guests as they are after reading.</summary>
    public static PartitionFixture Of(IHypervisor hypervisor, Board board, params IEnumerable<GuestRequest> guests) =>
        Of(hypervisor, new PartitionRequest(board, [.. guests]));

    /// <summary>Plans a request under the policy of a hypervisor.</summary>
    public static PartitionFixture Of(IHypervisor hypervisor, PartitionRequest request) =>
        new(new(), PartitionEvaluation.Divide(hypervisor, request with { Policy = hypervisor.Policy.Ownership }), []);

    /// <summary>Plans a project, by its items.</summary>
    /// <param name="session">The build; the guests' own trees are files of its folder.</param>
    /// <param name="project">The project.</param>
    /// <param name="board">The board; a project's own path to it need not exist.</param>
    /// <param name="hypervisors">The hypervisors that there are; none for those of the catalog.</param>
    /// <returns>The partition, or <see langword="null"/> for an unknown hypervisor, which is then reported.</returns>
    public static PartitionFixture? Of(
        TestSession session, PartitionProject project, Board board, params ImmutableArray<IHypervisor> hypervisors)
    {
        var tree = new CompiledTree(board.Document, []);
        BoardTree.Keep(session, project.HostDeviceTree, project.Trees, tree); // For steps that evaluate again.
        var findings = new List<Diagnostic>();
        IHypervisor? hypervisor = HypervisorCatalog.Find(
            hypervisors.IsEmpty ? HypervisorCatalog.All : hypervisors, project.Hypervisor, findings);
        session.Report(findings);
        return hypervisor is null
            ? null
            : new(session, PartitionEvaluation.Evaluate(session, project, hypervisor, tree), project.Guests);
    }

    /// <summary>Makes the trees of all guests, and checks and compares them.</summary>
    public PartitionFixture MakeTrees()
    {
        foreach (GuestPlan plan in Plan.Guests)
        {
            ProjectItem item = _items.FirstOrDefault(item => item.Identity == plan.Name) ?? new(plan.Name);
            if (GuestTrees.Build(_session, Evaluation, plan, item, new TreeOptions([], [])) is { } trees)
            {
                Trees[plan.Name] = trees;
                _found.AddRange(trees.Check(Evaluation, plan));
            }
        }

        return this;
    }

    /// <summary>Lays out what the hypervisor boots by.</summary>
    /// <param name="files">Describes the files of a guest.</param>
    /// <param name="board">The board's name on the medium.</param>
    /// <param name="hypervisor">The file of the hypervisor; none by default.</param>
    public PartitionFixture LayOutBoot(
        Func<GuestPlan, GuestFiles> files, string board = "board", ReadOnlyMemory<byte> hypervisor = default)
    {
        if (Hypervisor.Boot is { } medium)
        {
            Boot = BootLayout.Of(medium, Plan.Board, new BootRequest(board, [.. Plan.Guests.Select(files)]) { Hypervisor = hypervisor });
            _found.AddRange(Boot.Diagnostics);
        }

        return this;
    }
}
