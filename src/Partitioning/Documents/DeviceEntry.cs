using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Partition.Partitioning.Model;

namespace Partition.Partitioning.Documents;

/// <summary>A device of the board, or a part of its processor, with the guests that have it.</summary>
/// <param name="Name">The name that a person uses: its label, or else its path.</param>
/// <param name="Path">Its path in the board's tree.</param>
internal sealed record DeviceEntry(string Name, string Path)
{
    /// <summary>The access of a part of the processor, which every guest has.</summary>
    public const string Processor = nameof(Processor);

    /// <summary>Whether it belongs to the processor, so that every guest has its own.</summary>
    public bool IsProcessor { get; init; }

    /// <summary>Whether the board's tree enables it.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>Its <c>compatible</c> strings.</summary>
    public ImmutableArray<string> Compatible { get; init; } = [];

    /// <summary>Its registers as the CPU sees them.</summary>
    public ImmutableArray<RangeEntry> Registers { get; init; } = [];

    /// <summary>Its interrupts.</summary>
    public ImmutableArray<uint> Interrupts { get; init; } = [];

    /// <summary>Where its node was first written.</summary>
    public LocationEntry? Location { get; init; }

    /// <summary>The guests that have it; empty for a device without an owner.</summary>
    public ImmutableArray<OwnerEntry> Owners { get; init; } = [];
}

/// <summary>How a guest has a device, and why.</summary>
/// <param name="Guest">The guest.</param>
/// <param name="Access">Passthrough, Emulated, Stub, Shared or Frozen; Processor for a part of the processor.</param>
internal sealed record OwnerEntry(string Guest, string Access)
{
    /// <summary>Whether the guest drives the board's hardware.</summary>
    [JsonIgnore]
    public bool IsHardware => Access is nameof(DeviceAccess.Passthrough) or nameof(DeviceAccess.Shared);

    /// <summary>Why the guest has it: the way of a need from the guest's own device on; empty when the project selects it.</summary>
    public ImmutableArray<ReasonEntry> Because { get; init; } = [];

    /// <summary>The pages that are mapped for it; empty for a device that the guest does not drive itself.</summary>
    public ImmutableArray<RangeEntry> Pages { get; init; } = [];

    /// <summary>The rate of the clock in a stub's place, in hertz.</summary>
    public uint? ClockFrequency { get; init; }

    /// <summary>What an emulated device is connected to; <see langword="null"/> for the default.</summary>
    public string? Backend { get; init; }

    /// <summary>Where the project refines the device.</summary>
    public LocationEntry? Location { get; init; }
}

/// <summary>A step on the way of a need: a node refers to another.</summary>
/// <param name="From">The name of the node that refers.</param>
/// <param name="Property">The property that says so: <c>clocks</c>.</param>
/// <param name="To">The name of the node that it refers to.</param>
/// <param name="Location">Where the reference was written.</param>
internal sealed record ReasonEntry(string From, string Property, string To, LocationEntry? Location)
{
    /// <summary>Writes a way for people: <c>uart1 → clocks → clk24</c>.</summary>
    public static string Describe(ImmutableArray<ReasonEntry> way) =>
        way[0].From + string.Concat(way.Select(static step => $" → {step.Property} → {step.To}"));
}
