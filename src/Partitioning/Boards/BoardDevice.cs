using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Partitioning.Units;

namespace Partition.Partitioning.Boards;

/// <summary>A node of the board's tree with its addresses and interrupts worked out.</summary>
/// <param name="Node">The node.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Registers">Its register ranges as the CPU sees them; empty when it cannot be reached by address (an I2C chip).</param>
/// <param name="Interrupts">Its lines at the generic interrupt controller, in the order of the tree.</param>
internal sealed record BoardDevice(
    DeviceTreeNode Node,
    DeviceRole Role,
    ImmutableArray<AddressRange> Registers,
    ImmutableArray<InterruptId> Interrupts)
{
    /// <summary>The name a person uses: the label next to the node's name where it was first defined, or else the path.</summary>
    public string Name => Node.Labels.IsEmpty ? Node.Path : Node.Labels[^1];

    /// <summary>Whether the tree says that the device is there to be used: its <c>status</c> is absent or okay.</summary>
    public bool IsEnabled { get; init; } =
        !Node.TryGetValue("status", out PropertyValue? status) || !status.TryReadString(out string text) || text is "okay" or "ok";

    /// <summary>
    /// Whether the device is memory that needs no driver: a reservation outside RAM, or memory that a tree lists as a device.
    /// </summary>
    public bool IsPlainMemory => Compatible.Contains("mtd-ram") || IsReservation;

    /// <summary>Whether the node stands below <c>/reserved-memory</c>.</summary>
    public bool IsReservation => Node.Parent is { BaseName: "reserved-memory", Parent.Parent: null };

    /// <summary>The <c>compatible</c> strings, most specific first; empty when there are none.</summary>
    public ImmutableArray<string> Compatible { get; } =
        Node.TryGetValue("compatible", out PropertyValue? value) && value.TryReadStrings(out ImmutableArray<string> strings) ? strings : [];
}
