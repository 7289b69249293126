using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;
using Partition.Partitioning.Selection;

namespace Partition.Partitioning.Closure;

/// <summary>How a project refines single devices of a guest.</summary>
internal sealed class DeviceRefinements
{
    private readonly Board _board;
    private readonly GuestRequest _guest;
    private readonly Dictionary<DeviceTreeNode, GuestDeviceRequest> _byNode;

    private DeviceRefinements(Board board, GuestRequest guest, SupplierPolicies policies)
    {
        _board = board;
        _guest = guest;
        _byNode = policies.RefinementsOf(guest)
            .GroupBy(static policy => policy.Supplier)
            .ToDictionary(static policies => policies.Key, static policies => policies.Last().Refinement);
    }

    /// <summary>Reads what a project says of a guest's devices; what it says of one guest goes before what it says of all.</summary>
    public static DeviceRefinements Read(Board board, GuestRequest guest, SupplierPolicies policies, ICollection<Diagnostic> diagnostics)
    {
        var refinements = new DeviceRefinements(board, guest, policies);
        foreach (GuestDeviceRequest request in guest.Refinements)
        {
            IReadOnlyList<DeviceTreeNode> matches = DeviceSelector.Find(board, request.Device);
            if (matches.Count == 0)
            {
                diagnostics.Add(SelectionDiagnostics.NothingToRefine(
                    request.Span, guest.Name, request.Device, DeviceSelector.FindNearest(board, request.Device)));
            }

            foreach (DeviceTreeNode node in matches)
            {
                if (policies.FindContradiction(guest, board[node], request) is { } contradiction)
                {
                    diagnostics.Add(contradiction);
                }

                refinements._byNode[node] = request;
            }
        }

        return refinements;
    }

    /// <summary>What the project says of a device, or <see langword="null"/>.</summary>
    public GuestDeviceRequest? Of(DeviceTreeNode node) => _byNode.GetValueOrDefault(node);

    /// <summary>The suppliers that the guest does without: those that the project names, and those that do not work without them.</summary>
    /// <param name="policy">The hypervisor: where nothing answers for a stub, a stub is one of them.</param>
    /// <param name="isMeant">Whether the guest's list names a node.</param>
    public FrozenSuppliers Frozen(IOwnershipPolicy policy, Predicate<DeviceTreeNode> isMeant) => DependentSuppliers.AddTo(
        Named(policy), _board, node => isMeant(node) || _byNode.ContainsKey(node));

    private FrozenSuppliers Named(IOwnershipPolicy policy) => new(
        _byNode.Where(refined => _board[refined.Key].Role is DeviceRole.Device or DeviceRole.Passive
            && (refined.Value.Access == DeviceAccess.Frozen || (refined.Value.Access == DeviceAccess.Stub && !policy.AnswersForStubs)))
            .Select(static refined => refined.Key),
        node => policy.BypassesInterruptController(_board[node]));

    /// <summary>Tells of refinements of devices that the guest does not get.</summary>
    public void CheckAreGiven(DependencyClosure closure, ICollection<Diagnostic> diagnostics)
    {
        foreach (GuestDeviceRequest request in _guest.Refinements)
        {
            IReadOnlyList<DeviceTreeNode> matches = DeviceSelector.Find(_board, request.Device);
            if (matches.Count > 0 && !matches.Any(closure.Contains))
            {
                diagnostics.Add(SelectionDiagnostics.NotGiven(request.Span, _guest.Name, request.Device));
            }
        }
    }
}
