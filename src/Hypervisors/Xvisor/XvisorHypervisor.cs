using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Consoles;

namespace Partition.Hypervisors.Xvisor;

/// <summary>Xvisor v0.3.0 on ARM: without virtualization extensions, where kernels are patched, and with them.</summary>
internal sealed class XvisorHypervisor : IHypervisor
{
    public string Name => "Xvisor";

    public IPartitionPolicy Policy { get; } = new XvisorPolicy();

    public IGuestTrees Trees { get; } = new XvisorGuestTrees();

    public IBootMedium Boot { get; } = new XvisorBootMedium();

    public IGuestConsoles Consoles { get; } = new BoundConsole();
}
