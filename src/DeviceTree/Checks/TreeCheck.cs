using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Partition.DeviceTree.Model;

namespace Partition.DeviceTree.Checks;

/// <summary>Something that is wrong in a tree, or usually is.</summary>
/// <param name="Name">The name that dtc gives to the check.</param>
/// <param name="Level">Its level in dtc when nothing is said.</param>
/// <param name="Codes">The codes of what it reports.</param>
/// <param name="Run">Checks one node; <see langword="null"/> for what <c>Resolution</c> finds while it makes the tree.</param>
internal sealed record TreeCheck(string Name, CheckLevel Level, ImmutableArray<string> Codes, Action<DeviceTreeNode, CheckContext>? Run)
{
    private ImmutableArray<TreeCheck> _buildsOn;

    /// <summary>The property without which a node cannot break the check; <see langword="null"/> when any node can.</summary>
    public string? Property { get; init; }

    /// <summary>The names of the checks that it builds on.</summary>
    public ImmutableArray<string> Prerequisites { get; init; } = [];

    /// <summary>The checks that it builds on.</summary>
    public ImmutableArray<TreeCheck> BuildsOn => _buildsOn.IsDefault
        ? _buildsOn = ImmutableArray.CreateRange(Prerequisites, static name => CheckCatalogue.Find(name)!)
        : _buildsOn;

    /// <summary>Whether this is the very same check: a catalogue has each once.</summary>
    public bool Equals(TreeCheck? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
