using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.Hypervisors;

/// <summary>The hypervisors that a project can name.</summary>
internal static class HypervisorCatalog
{
    /// <summary>All of them, a row for each.</summary>
    public static ImmutableArray<IHypervisor> All { get; } =
    [
        new Xvisor.XvisorHypervisor(),
        new Xen.XenHypervisor(),
        new None.NoHypervisor(),
    ];

    /// <summary>Finds a hypervisor by the name that a project writes, in any case.</summary>
    /// <param name="name">The name.</param>
    /// <param name="diagnostics">Takes the error when there is none of that name.</param>
    /// <returns>The hypervisor, or <see langword="null"/>.</returns>
    public static IHypervisor? Find(string name, ICollection<Diagnostic> diagnostics) => Find(All, name, diagnostics);

    /// <summary>Finds a hypervisor among rows of the caller's.</summary>
    /// <param name="rows">The hypervisors to choose from.</param>
    /// <param name="name">The name, in any case.</param>
    /// <param name="diagnostics">Takes the error when there is none of that name.</param>
    /// <returns>The hypervisor, or <see langword="null"/>.</returns>
    public static IHypervisor? Find(ImmutableArray<IHypervisor> rows, string name, ICollection<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        IHypervisor? hypervisor = rows.FirstOrDefault(row => row.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (hypervisor is null)
        {
            diagnostics.Add(HypervisorDiagnostics.UnknownHypervisor(name, rows.Select(static row => row.Name)));
        }

        return hypervisor;
    }
}
