using Partition.Building.Trees;

namespace Partition.Building.Plans;

/// <summary>What decides the trees of one guest, besides the plan.</summary>
/// <param name="Guest">The guest's name.</param>
/// <param name="Hypervisor">The hypervisor's name.</param>
/// <param name="HostDeviceTree">The source of the board's tree.</param>
/// <param name="Options">Include directories and macros.</param>
/// <param name="DeviceTree">The project's own tree for the operating system; empty for a made one.</param>
/// <param name="ConfigTree">The project's own tree for the hypervisor; empty for a made one.</param>
internal sealed record GuestTreesRequest(
    string Guest, string Hypervisor, string HostDeviceTree, TreeOptions Options, string DeviceTree, string ConfigTree);
