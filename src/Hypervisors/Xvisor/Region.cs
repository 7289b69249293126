using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Units;

namespace Partition.Hypervisors.Xvisor;

/// <summary>A region of a guest's address space, as a node below <c>aspace</c> gives it to Xvisor.</summary>
/// <param name="Name">The node's name; also the name of a serial port or disk at Xvisor's prompt.</param>
/// <param name="Range">Guest addresses.</param>
/// <param name="ManifestType"><c>real</c>, <c>virtual</c> or <c>alias</c>.</param>
/// <param name="DeviceType">The kind of memory, or the class of the emulator.</param>
internal sealed record Region(string Name, AddressRange Range, string ManifestType, string DeviceType)
{
    /// <summary>
    /// The registers that an emulator answers for, which need not fill the region's pages; <see langword="null"/> for memory.
    /// </summary>
    public AddressRange? Registers { get; init; }

    /// <summary>The emulator's <c>compatible</c>; empty for memory.</summary>
    public string Compatible { get; init; } = "";

    /// <summary>The guest interrupts, one INTID a cell.</summary>
    public ImmutableArray<InterruptId> Interrupts { get; init; } = [];

    /// <summary>Further properties.</summary>
    public ImmutableArray<(string Name, PropertyValue Value)> Extra { get; init; } = [];

    /// <summary>The node. Addresses and sizes are one cell each: Xvisor on 32-bit ARM reads the first cell only.</summary>
    public DeviceTreeNode ToNode()
    {
        var node = new DeviceTreeNode(Name);
        node.SetProperty("manifest_type", PropertyValue.FromStrings(ManifestType));
        node.SetProperty("address_type", PropertyValue.FromStrings("memory"));
        node.SetProperty("guest_physical_addr", PropertyValue.FromCells((uint)Range.Start));
        node.SetProperty("physical_size", PropertyValue.FromCells((uint)Range.Size));
        node.SetProperty("device_type", PropertyValue.FromStrings(DeviceType));
        if (Compatible.Length > 0)
        {
            node.SetProperty("compatible", PropertyValue.FromStrings(Compatible));
        }

        if (!Interrupts.IsEmpty)
        {
            node.SetProperty("interrupts", PropertyValue.FromCells([.. Interrupts.Select(static interrupt => interrupt.Number)]));
        }

        foreach ((string name, PropertyValue value) in Extra)
        {
            node.SetProperty(name, value);
        }

        return node;
    }
}
