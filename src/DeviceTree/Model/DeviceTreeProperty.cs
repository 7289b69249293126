using System.Collections.Immutable;
using Partition.Diagnostics;

namespace Partition.DeviceTree.Model;

/// <summary>A property of a node: a name, a value and where both come from. Immutable.</summary>
public sealed class DeviceTreeProperty
{
    /// <summary>Makes a property.</summary>
    /// <param name="name">The name; Devicetree Specification v0.4, section 2.2.4.1, says which characters it may have.</param>
    /// <param name="value">The value.</param>
    public DeviceTreeProperty(string name, PropertyValue value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        Name = name;
        Value = value;
    }

    /// <summary>The property's name.</summary>
    public string Name { get; }

    /// <summary>The property's value.</summary>
    public PropertyValue Value { get; }

    /// <summary>Labels that stand before the name, in the order of dtc's output.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>From the name to behind the semicolon.</summary>
    public SourceSpan Span { get; init; } = SourceSpan.None;
}
