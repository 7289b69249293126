using Partition.Diagnostics;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors.Xvisor;

/// <summary>Emulates devices where it can, and patches kernels for CPUs without virtualization extensions.</summary>
internal sealed class XvisorPolicy : IPartitionPolicy
{
    public IOwnershipPolicy Ownership => XvisorOwnership.Instance;

    public bool PatchesKernels(PartitionPlan plan) =>
        MachineProfiles.Find(plan.Board, plan.Request.Profile) is not { HasVirtualization: true };

    public string DefaultFirmware(PartitionPlan plan) => MachineProfiles.Find(plan.Board, plan.Request.Profile)?.Firmware ?? "";

    public IEnumerable<Diagnostic> Check(PartitionPlan plan) => PlanChecks.Check(plan);
}
