using Partition.Diagnostics;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.None;

/// <summary>Gives the bare board to one guest at a time.</summary>
internal sealed class NonePolicy : IPartitionPolicy
{
    public IOwnershipPolicy Ownership => BareBoardPolicy.Instance;

    /// <summary>The quick check leaves out what only a hypervisor provides, and warns of it.</summary>
    public IEnumerable<Diagnostic> Check(PartitionPlan plan) =>
        from guest in plan.Guests
        from used in GuestSettings.Used(guest)
        select HypervisorDiagnostics.WithoutEffect(used.At, guest.Name, used.Setting);
}
