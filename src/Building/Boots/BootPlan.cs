using System.Collections.Immutable;
using Partition.Building.Boots.Results;
using Partition.Building.Items;
using Partition.Hypervisors;
using Partition.Hypervisors.Boot;
using Partition.Partitioning.Model;
using Partition.Partitioning.Units;

namespace Partition.Building.Boots;

/// <summary>A machine of a boot test, and what is found out on it.</summary>
/// <param name="Command">How QEMU boots it.</param>
/// <param name="Guests">The guests that it starts on its own.</param>
/// <param name="Cases">The cases that the caller asks for.</param>
internal sealed record BootPlan(QemuCommandLine Command, ImmutableArray<ProjectItem> Guests, ImmutableArray<BootTestCase> Cases)
{
    /// <summary>All that can be found out on a machine.</summary>
    /// <param name="project">The project's name.</param>
    /// <param name="hypervisor">The hypervisor.</param>
    /// <param name="guests">The guests that the machine starts.</param>
    /// <param name="expectations">What the project expects.</param>
    public static IEnumerable<BootTestCase> CasesOf(
        string project,
        IHypervisor hypervisor,
        ImmutableArray<ProjectItem> guests,
        ImmutableArray<ExpectationItem> expectations)
    {
        foreach (string guest in FindHeard(hypervisor, guests))
        {
            yield return BootTestCase.ComesUp(project, guest);
            foreach (ExpectationItem item in expectations.Where(item => item.IsAbout(guest)))
            {
                yield return BootTestCase.Lists(project, guest, item);
            }
        }

        if (hypervisor.Boot is not null && !guests.IsEmpty)
        {
            yield return BootTestCase.NoFault(project, hypervisor.Name);
        }
    }

    /// <summary>The guests whose output appears on the machine's console.</summary>
    public static ImmutableArray<string> FindHeard(IHypervisor hypervisor, ImmutableArray<ProjectItem> guests) =>
        hypervisor.Consoles.GuestsOnSharedConsole(
        [
            .. guests.Where(static guest =>
                    Flag.Read(guest.GetMetadata(GuestMetadata.EmulatedConsole), GuestMetadata.Defaults.EmulatedConsole))
                .Select(static guest => guest.Identity),
        ]);
}
