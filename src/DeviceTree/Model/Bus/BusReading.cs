using System.Collections.Immutable;

namespace Partition.DeviceTree.Model.Bus;

/// <summary>The entries of a property, and why the reading ended early.</summary>
/// <typeparam name="T">The entry.</typeparam>
/// <param name="Entries">The entries in order, up to the fault when there is one.</param>
/// <param name="Fault">Why the rest cannot be read; <see cref="BusFault.None"/> when <paramref name="Entries"/> are all.</param>
public readonly record struct BusReading<T>(ImmutableArray<T> Entries, BusFault Fault)
{
    /// <summary>Whether the whole property was read.</summary>
    public bool IsComplete => Fault == BusFault.None;

    internal static BusReading<T> Failed(BusFault fault) => new([], fault);

    /// <summary>The entries of a property that was read completely; none of one that was not.</summary>
    internal bool TryGet(out ImmutableArray<T> entries)
    {
        entries = IsComplete ? Entries : [];
        return IsComplete;
    }
}
