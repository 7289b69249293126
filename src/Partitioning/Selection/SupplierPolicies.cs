using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Selection;

/// <summary>A project's policies for suppliers, worked out against its board.</summary>
/// <remarks>Where each guest has the board to itself, no guest keeps what another has set, and the policies have no effect.</remarks>
internal sealed class SupplierPolicies
{
    private readonly Dictionary<DeviceTreeNode, SupplierPolicyRequest> _policies = [];
    private readonly Board _board;

    private SupplierPolicies(Board board) => _board = board;

    /// <summary>Reads the policies of a project.</summary>
    /// <param name="request">The project.</param>
    /// <param name="supplied">Whether something on the board uses a node, or what is below it.</param>
    /// <param name="diagnostics">Takes the faults.</param>
    public static SupplierPolicies Read(
        PartitionRequest request, Predicate<DeviceTreeNode> supplied, ICollection<Diagnostic> diagnostics)
    {
        var policies = new SupplierPolicies(request.Board);
        foreach (SupplierPolicyRequest policy in request.SupplierPolicies)
        {
            policies.Add(policy, ReadSuppliers(request, policy, supplied, diagnostics), diagnostics);
        }

        if (!request.Policy.KeepsGuestsApart && !request.SupplierPolicies.IsEmpty)
        {
            diagnostics.Add(SelectionDiagnostics.PoliciesWithoutEffect(request.SupplierPolicies[0], request.Policy.Name));
            policies._policies.Clear();
        }

        return policies;
    }

    /// <summary>The suppliers that a guest is given, whether or not one of its devices needs them.</summary>
    public IEnumerable<DeviceTreeNode> OwnedBy(GuestRequest guest) =>
        _policies.Where(policy => IsOwner(policy.Value, guest)).Select(static policy => policy.Key);

    /// <summary>How a guest that does not own them reaches the suppliers.</summary>
    public IEnumerable<(DeviceTreeNode Supplier, GuestDeviceRequest Refinement)> RefinementsOf(GuestRequest guest) =>
        from policy in _policies
        where !IsOwner(policy.Value, guest) || policy.Value.Others == DeviceAccess.Shared
        select (policy.Key, new GuestDeviceRequest(policy.Key.Path, policy.Value.Others, policy.Value.Span)
        {
            ClockFrequency = policy.Value.ClockFrequency,
        });

    /// <summary>Compares what a project says of one guest's device with what it says of the supplier for all guests.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="device">The device.</param>
    /// <param name="refinement">What the project says of it; a guest may be an exception, but not against the owner.</param>
    /// <returns>The contradiction, or <see langword="null"/>.</returns>
    public Diagnostic? FindContradiction(GuestRequest guest, BoardDevice device, GuestDeviceRequest refinement)
    {
        if (!_policies.TryGetValue(device.Node, out SupplierPolicyRequest? policy))
        {
            return null;
        }

        bool isContradiction = IsOwner(policy, guest)
            ? refinement.Access is DeviceAccess.Frozen or DeviceAccess.Stub or DeviceAccess.Emulated
                || (refinement.Access == DeviceAccess.Passthrough && policy.Others == DeviceAccess.Shared)
            : refinement.Access == DeviceAccess.Passthrough;
        return isContradiction
            ? SelectionDiagnostics.Contradiction(
                device.Name, refinement.Span, $"the GuestDevice of '{guest.Name}' says Access=\"{refinement.Access}\"", policy)
            : null;
    }

    private static bool IsOwner(SupplierPolicyRequest policy, GuestRequest guest) =>
        policy.Owner.Equals(guest.Name, StringComparison.OrdinalIgnoreCase);

    private void Add(SupplierPolicyRequest policy, IEnumerable<DeviceTreeNode> suppliers, ICollection<Diagnostic> diagnostics)
    {
        SupplierPolicyRequest? reported = null;
        foreach (DeviceTreeNode supplier in suppliers)
        {
            if (!_policies.TryAdd(supplier, policy) && _policies[supplier] is var first && !AreSame(first, policy) && first != reported)
            {
                diagnostics.Add(SelectionDiagnostics.Contradiction(
                    _board[supplier].Name, policy.Span, $"another says {SelectionDiagnostics.Describe(policy)}", first));
                reported = first;
            }
        }
    }

    private static bool AreSame(SupplierPolicyRequest one, SupplierPolicyRequest other) =>
        one.Owner.Equals(other.Owner, StringComparison.OrdinalIgnoreCase)
        && one.Others == other.Others
        && one.ClockFrequency == other.ClockFrequency;

    private static ImmutableArray<DeviceTreeNode> ReadSuppliers(
        PartitionRequest request,
        SupplierPolicyRequest policy,
        Predicate<DeviceTreeNode> supplied,
        ICollection<Diagnostic> diagnostics)
    {
        if (policy.Owner.Length > 0 && !request.Guests.Any(guest => IsOwner(policy, guest)))
        {
            diagnostics.Add(SelectionDiagnostics.UnknownOwner(
                policy, NearestName.Find(policy.Owner, request.Guests.Select(static guest => guest.Name))));
        }

        var suppliers = new List<DeviceTreeNode>();
        foreach (string entry in policy.Suppliers.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            IReadOnlyList<DeviceTreeNode> matches = DeviceSelector.Find(request.Board, entry);
            if (matches.Count == 0)
            {
                diagnostics.Add(SelectionDiagnostics.NoSupplier(policy, entry, DeviceSelector.FindNearest(request.Board, entry)));
            }
            else if (matches is [var only] && !IsSupplier(request.Board, only, supplied))
            {
                bool isDisabled = request.Board.FindDisabled(only) is not null;
                diagnostics.Add(SelectionDiagnostics.SuppliesNothing(policy, request.Board[only], isDisabled));
            }

            suppliers.AddRange(matches);
        }

        return [.. suppliers.Distinct()];
    }

    /// <summary>
    /// Whether a node has what others use, or has others below it; each guest has its own of what belongs to the CPU.
    /// </summary>
    public static bool IsSupplier(Board board, DeviceTreeNode node, Predicate<DeviceTreeNode> supplied) =>
        board[node].Role is not (DeviceRole.Platform or DeviceRole.Frame)
        && ((Provides(node) && board.FindDisabled(node) is null)
            || node.DescendantsAndSelf().Any(part => supplied(part))
            || node.DescendantsAndSelf().Skip(1).Any(part => board[part].Role == DeviceRole.Device));

    /// <summary>Whether a node says how others refer to it (<c>#clock-cells</c>), though none does on this board.</summary>
    private static bool Provides(DeviceTreeNode node) => node.Properties.Any(static property =>
        property.Name.StartsWith('#')
        && property.Name.EndsWith("-cells", StringComparison.Ordinal)
        && property.Name is not ("#address-cells" or "#size-cells"));
}
