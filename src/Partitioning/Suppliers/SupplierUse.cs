using Partition.Partitioning.Model;

namespace Partition.Partitioning.Suppliers;

/// <summary>A use of a supplier that a guest has, by a device of another guest or of the hypervisor.</summary>
/// <param name="Guest">The guest whose device it is; <see langword="null"/> for the hypervisor.</param>
/// <param name="User">How a message calls the user: <c>guest 'b'</c>, or the hypervisor and what its device is for.</param>
/// <param name="Lease">The use.</param>
internal sealed record SupplierUse(GuestPlan? Guest, string User, SupplierLease Lease);
