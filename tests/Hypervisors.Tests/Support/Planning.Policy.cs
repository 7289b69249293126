using Partition.Hypervisors;
using Partition.Slicing;

namespace Partition.Tests;

internal static partial class Planning
{
    private static IOwnershipPolicy Policy { get; } = HypervisorCatalog.Find("Xvisor", [])!.Ownership;
}
