using Partition.Hypervisors;
using Partition.Partitioning.Model;

namespace Partition.Tests;

internal static partial class Planning
{
    private static IOwnershipPolicy Policy { get; } = HypervisorCatalog.Find("Xvisor", [])!.Policy.Ownership;
}
