using System.Collections.Immutable;
using Partition.DeviceTree.Model;

namespace Partition.Hypervisors.Xvisor;

/// <summary>An emulator of Xvisor: which devices it imitates and how a guest's tree calls for it.</summary>
/// <param name="DeviceType">Its <c>device_type</c>.</param>
/// <param name="Compatible">Its <c>compatible</c>.</param>
internal sealed record Emulator(string DeviceType, string Compatible)
{
    /// <summary>The <c>compatible</c> strings of the devices it stands for.</summary>
    public ImmutableArray<string> HostCompatibles { get; init; } = [];

    /// <summary>The properties without which it does not start, each with the cells it reads; 0 for a text.</summary>
    public ImmutableArray<(string Name, int Cells)> Required { get; init; } = [];

    /// <summary>Properties that a tree made here gives it.</summary>
    public ImmutableArray<(string Name, PropertyValue Value)> Extra { get; init; } = [];

    /// <summary>Properties that it takes over from the device's node, under names of its own.</summary>
    public ImmutableArray<(string Name, string OnBoard)> TakenOver { get; init; } = [];

    /// <summary>Whether it needs virtualization extensions.</summary>
    public bool NeedsVirtualization { get; init; }
}
