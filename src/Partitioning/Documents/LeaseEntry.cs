using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Partition.Partitioning.Documents;

/// <summary>What one of a guest's devices uses of a supplier that the guest does without: one clock, one reset line.</summary>
/// <param name="Supplier">The name of the supplier.</param>
/// <param name="Path">The path of the node that is referred to: the supplier, or a part of it.</param>
/// <param name="Device">The name of the node that refers.</param>
/// <param name="Property">The property that says so: <c>clocks</c>.</param>
/// <param name="Selector">The numbers after the reference, which say what of the supplier is meant; empty for none.</param>
/// <param name="Location">Where the reference was written.</param>
internal sealed record LeaseEntry(
    string Supplier, string Path, string Device, string Property, ImmutableArray<uint> Selector, LocationEntry? Location)
{
    /// <summary>What it is of the supplier as a project writes it: <c>clk 41</c>.</summary>
    [JsonIgnore]
    public string Clock => Selector.IsEmpty ? Supplier : $"{Supplier} {string.Join(' ', Selector)}";

    /// <summary>The device's own name of it; <see langword="null"/> for none.</summary>
    public string? Name { get; init; }

    /// <summary>The rate of the clock that replaces it, in hertz; <see langword="null"/> when it is not a clock.</summary>
    public uint? ClockFrequency { get; init; }
}
