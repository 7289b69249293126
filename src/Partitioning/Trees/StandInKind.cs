namespace Partition.Partitioning.Trees;

/// <summary>What can stand in the place of a device in a guest's tree, without addresses.</summary>
internal enum StandInKind
{
    /// <summary>Nothing: the node goes, and the references to it.</summary>
    None,

    /// <summary>A clock of a fixed rate, <c>fixed-clock</c>.</summary>
    Clock,

    /// <summary>A regulator that is always on, <c>regulator-fixed</c>.</summary>
    Regulator,
}
