using Partition.Diagnostics;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.None;

/// <summary>Gives the bare board to one guest at a time, and warns of settings that only a hypervisor provides.</summary>
internal sealed class NonePolicy : IPartitionPolicy
{
    public IOwnershipPolicy Ownership => BareBoardPolicy.OneAtATime;

    public Diagnostic UnsupportedSetting(SourceSpan at, string guest, string setting) =>
        HypervisorDiagnostics.WithoutEffect(at, guest, setting, hypervisor: null);

    public IEnumerable<Diagnostic> Check(PartitionPlan plan) => [];
}
