using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.Hypervisors;

/// <summary>The hypervisors that a project can name.</summary>
internal static class HypervisorCatalog
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<IHypervisor> All { get; } = [new Xvisor.XvisorHypervisor(), new Xen.XenHypervisor(), new None.NoHypervisor()];

    /// <summary>Finds a hypervisor by the name that a project writes, in any case.</summary>
    /// <param name="name">The name.</param>
    /// <param name="diagnostics">Takes the error when there is none of that name.</param>
    /// <returns>The hypervisor, or <see langword="null"/>.</returns>
    public static IHypervisor? Find(string name, ICollection<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        IHypervisor? hypervisor = All.FirstOrDefault(candidate => candidate.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (hypervisor is null)
        {
            diagnostics.Add(HypervisorDiagnostics.UnknownHypervisor(name, All.Select(static candidate => candidate.Name)));
        }

        return hypervisor;
    }
}
