using Partition.Hypervisors.Boot;
using Partition.Hypervisors.Consoles;

namespace Partition.Hypervisors;

/// <summary>A hypervisor that can hold a partition: one folder with one class for each concern.</summary>
/// <remarks>docs/contributing/add-a-hypervisor.md walks through the parts in the order of a build.</remarks>
internal interface IHypervisor
{
    /// <summary>The name that a project writes: <c>Xvisor</c>.</summary>
    string Name { get; }

    /// <summary>What the hypervisor makes of a board and its guests, and what it refuses.</summary>
    IPartitionPolicy Policy { get; }

    /// <summary>The trees of a guest.</summary>
    IGuestTrees Trees { get; }

    /// <summary>What the machine boots the hypervisor from; <see langword="null"/> when each guest boots alone.</summary>
    IBootMedium? Boot { get; }

    /// <summary>The guests on the console of the machine.</summary>
    IGuestConsoles Consoles { get; }
}
