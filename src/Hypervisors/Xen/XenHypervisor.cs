using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Consoles;

namespace Partition.Hypervisors.Xen;

/// <summary>Xen 4.17 on ARM, which starts all guests from the host's tree (dom0less), without a privileged one.</summary>
/// <remarks>Rules and formats: Xen, docs/misc/arm/device-tree/booting.txt and docs/misc/arm/passthrough.txt.</remarks>
internal sealed class XenHypervisor : IHypervisor
{
    public string Name => "Xen";

    public IPartitionPolicy Policy { get; } = new XenPolicy();

    public IGuestTrees Trees { get; } = new XenGuestTrees();

    public IBootMedium Boot { get; } = new XenBootMedium();

    public IGuestConsoles Consoles { get; } = new DomainConsole();
}
