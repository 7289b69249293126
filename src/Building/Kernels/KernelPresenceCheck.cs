using System.Collections.Immutable;
using Partition.Building.Items;
using Partition.Hypervisors;

namespace Partition.Building.Kernels;

/// <summary>Warns of guests without a kernel where no hypervisor does: without one, each guest boots its kernel alone.</summary>
internal static class KernelPresenceCheck
{
    /// <summary>Checks all guests.</summary>
    /// <param name="session">The build.</param>
    /// <param name="guests">The guests' items.</param>
    /// <param name="hypervisor">The hypervisor's name; may be empty.</param>
    public static void Run(BuildSession session, ImmutableArray<ProjectItem> guests, string hypervisor)
    {
        ProjectItem[] without = [.. guests.Where(static guest => guest.GetMetadata("Kernel").Length == 0)];
        if (without.Length > 0 && HypervisorCatalog.Find(hypervisor, []) is { Boot: null })
        {
            session.Report(KernelDiagnostics.NoKernel(
                session.Spans.SpanOf(without[0], "Guest", ""), [.. without.Select(static guest => guest.Identity)]));
        }
    }
}
