using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Consoles;

namespace Partition.Hypervisors.None;

/// <summary>Boots each guest straight on the board: the quick check of a slice with a real kernel.</summary>
internal sealed class NoHypervisor : IHypervisor
{
    public string Name => "None";

    public IPartitionPolicy Policy { get; } = new NonePolicy();

    public IGuestTrees Trees { get; } = new SliceTrees();

    public IBootMedium? Boot => null;

    public IGuestConsoles Consoles { get; } = new OwnConsole();
}
