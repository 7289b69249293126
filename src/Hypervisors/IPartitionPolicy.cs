using Partition.Diagnostics;
using Partition.Partitioning.Boards;
using Partition.Partitioning.Model;

namespace Partition.Hypervisors;

/// <summary>What a hypervisor makes of a board and its guests before anything is built.</summary>
internal interface IPartitionPolicy
{
    /// <summary>Which devices and memory are real, and which the hypervisor keeps for itself.</summary>
    IOwnershipPolicy Ownership { get; }

    /// <summary>The same, for a hypervisor whose command line is not the made one: that may say which console it has.</summary>
    /// <param name="arguments">The command line; empty for the made one.</param>
    IOwnershipPolicy OwnershipWith(string arguments) => Ownership;

    /// <summary>Whether guest kernels run deprivileged on a board, so that their sensitive instructions must become hypercalls.</summary>
    /// <param name="plan">The plan, with the board.</param>
    bool PatchesKernels(PartitionPlan plan) => false;

    /// <summary>The firmware of guests for which the project names none.</summary>
    /// <param name="plan">The plan, with the board.</param>
    /// <returns>A path in a built hypervisor's folder; empty for no firmware.</returns>
    string DefaultFirmware(PartitionPlan plan) => "";

    /// <summary>Says why a board cannot run the hypervisor at all. Then nothing else that could be said of the plan matters.</summary>
    /// <returns>The error; <see langword="null"/> when it can.</returns>
    Diagnostic? Refuse(Board board) => null;

    /// <summary>Reports a setting that only other hypervisors understand.</summary>
    /// <param name="at">The source span of the setting.</param>
    /// <param name="guest">The guest that has it.</param>
    /// <param name="setting">The setting by name.</param>
    Diagnostic UnsupportedSetting(SourceSpan at, string guest, string setting) =>
        HypervisorDiagnostics.WithoutEffect(at, guest, setting, Ownership.Name);

    /// <summary>Checks a whole plan for what the hypervisor cannot hold, beyond the rules that are the same for all hypervisors.</summary>
    /// <param name="plan">The plan, with the findings that the project allows.</param>
    /// <returns>The errors and warnings.</returns>
    IEnumerable<Diagnostic> Check(PartitionPlan plan);
}
