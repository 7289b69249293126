using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Selection;

/// <summary>A project's policies for suppliers, worked out against its board.</summary>
internal sealed class SupplierPolicies
{
    private readonly ImmutableArray<(SupplierPolicyRequest Request, ImmutableArray<DeviceTreeNode> Suppliers)> _policies;

    private SupplierPolicies(ImmutableArray<(SupplierPolicyRequest, ImmutableArray<DeviceTreeNode>)> policies) => _policies = policies;

    /// <summary>Reads the policies of a project.</summary>
    /// <param name="request">The project.</param>
    /// <param name="diagnostics">Takes the faults.</param>
    public static SupplierPolicies Read(PartitionRequest request, ICollection<Diagnostic> diagnostics) =>
        new([.. request.SupplierPolicies.Select(policy => (policy, ReadSuppliers(request, policy, diagnostics)))]);

    /// <summary>The suppliers that a guest is given, whether or not one of its devices needs them.</summary>
    public IEnumerable<DeviceTreeNode> OwnedBy(GuestRequest guest) =>
        _policies.Where(policy => IsOwner(policy.Request, guest)).SelectMany(static policy => policy.Suppliers);

    /// <summary>How a guest that does not own them reaches the suppliers.</summary>
    public IEnumerable<(DeviceTreeNode Supplier, GuestDeviceRequest Refinement)> RefinementsOf(GuestRequest guest) =>
        from policy in _policies
        where !IsOwner(policy.Request, guest) || policy.Request.Others == DeviceAccess.Shared
        from supplier in policy.Suppliers
        select (supplier, new GuestDeviceRequest(supplier.Path, policy.Request.Others, policy.Request.Span)
        {
            ClockFrequency = policy.Request.ClockFrequency,
        });

    private static bool IsOwner(SupplierPolicyRequest policy, GuestRequest guest) =>
        policy.Owner.Equals(guest.Name, StringComparison.OrdinalIgnoreCase);

    private static ImmutableArray<DeviceTreeNode> ReadSuppliers(
        PartitionRequest request, SupplierPolicyRequest policy, ICollection<Diagnostic> diagnostics)
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

            suppliers.AddRange(matches);
        }

        return [.. suppliers.Distinct()];
    }
}
