using System.Collections.Immutable;
using Partition.DeviceTree.Model;
using Partition.Diagnostics;

namespace Partition.Partitioning.Model;

/// <summary>
/// A reference of one of a guest's nodes to a supplier that the guest does without: one clock, one reset line, one power domain.
/// </summary>
/// <param name="Supplier">The supplier.</param>
/// <param name="Consumer">The node that refers.</param>
/// <param name="Property">The property that says so, such as <c>clocks</c>.</param>
/// <param name="Index">The number of the entry in the property, from 0.</param>
/// <param name="Target">The node referred to: the supplier, or a part of it.</param>
/// <param name="Specifier">The cells after the phandle, which say what of the supplier is meant.</param>
/// <param name="Span">Where the reference was written.</param>
internal sealed record SupplierLease(
    DeviceTreeNode Supplier,
    DeviceTreeNode Consumer,
    string Property,
    int Index,
    DeviceTreeNode Target,
    ImmutableArray<uint> Specifier,
    SourceSpan Span)
{
    /// <summary>The consumer's own name of it, from <c>clock-names</c> and the like; empty for none.</summary>
    public string Name { get; init; } = "";

    /// <summary>The rate of the clock, in hertz; <see langword="null"/> when it is not a clock, or nothing tells the rate.</summary>
    public uint? ClockFrequency { get; init; }

    /// <summary>Whether it is a clock that runs for the consumer; a mere setting (<c>assigned-clocks</c>) is none.</summary>
    public bool IsClock => Property == "clocks";

    /// <summary>Whether it is the consumer's interrupts, whose controller the guest does without.</summary>
    public bool IsInterrupts => Property == "interrupts";

    /// <summary>The specifier as a project writes it: <c>41</c>, or <c>1 3</c>; empty for a supplier of one thing.</summary>
    public string Selector => string.Join(' ', Specifier);
}
