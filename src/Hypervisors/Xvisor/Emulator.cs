using System.Collections.Immutable;
using Partition.DeviceTree;

namespace Partition.Hypervisors.Xvisor;

/// <summary>An emulator of Xvisor: which device it imitates and how a guest's tree calls for it.</summary>
/// <param name="HostCompatible">The <c>compatible</c> string of the device it stands for.</param>
/// <param name="DeviceType">Its <c>device_type</c>.</param>
/// <param name="Compatible">Its <c>compatible</c>.</param>
/// <param name="Extra">Further properties that it needs.</param>
internal sealed record Emulator(
    string HostCompatible, string DeviceType, string Compatible, ImmutableArray<(string Name, PropertyValue Value)> Extra);
