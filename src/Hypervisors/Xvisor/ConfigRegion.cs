using Partition.DeviceTree.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xvisor;

/// <summary>A region as Xvisor reads it.</summary>
/// <param name="Node">Its node.</param>
/// <param name="Range">Guest addresses.</param>
/// <param name="DeviceType">Its <c>device_type</c>.</param>
/// <param name="IsIo">Whether it lies among I/O addresses rather than memory.</param>
internal sealed record ConfigRegion(DeviceTreeNode Node, AddressRange Range, string DeviceType, bool IsIo)
{
    /// <summary>What it shows again; <see langword="null"/> when it is no alias.</summary>
    public AddressRange? AliasOf { get; init; }

    /// <summary>Whether it is RAM or ROM, which needs no emulator.</summary>
    public bool IsMemory => ConfigRegionReader.MemoryTypes.Contains(DeviceType);
}
